'use client'

import { FieldDescription, FieldLabel, useField } from '@payloadcms/ui'
import type { TextFieldClientProps } from 'payload'
import { useId } from 'react'

/** For what is typed once and never shown again. */
export function SecretInput({ field, path, readOnly }: TextFieldClientProps): React.JSX.Element {
  const { disabled, setValue, value } = useField<string>({ path })
  const id = useId()
  return (
    <div className="field-type text">
      <FieldLabel htmlFor={id} {...(field.label ? { label: field.label } : {})} path={path} />
      <input
        autoComplete="new-password"
        disabled={readOnly === true || disabled}
        id={id}
        onChange={({ target }) => {
          setValue(target.value)
        }}
        type="password"
        value={value ?? ''}
      />
      <FieldDescription
        {...(field.admin?.description ? { description: field.admin.description } : {})}
        path={path}
      />
    </div>
  )
}
