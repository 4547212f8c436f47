'use client'

import { TextareaInput, useField } from '@payloadcms/ui'
import type { JSONFieldClientProps } from 'payload'
import { useState } from 'react'

import { objectFault } from '../json-object'

/** What was typed, and the value it was read as. */
interface Typed {
  readonly text: string
  readonly value: unknown
}

/**
 * A JSON object in a plain text box. Payload's own field loads its editor from a foreign host. What is no JSON stays the
 * string it is, and is refused at the field.
 */
export function JsonInput({ field, path, readOnly }: JSONFieldClientProps): React.JSX.Element {
  const { customComponents, disabled, setValue, showError, value } = useField<unknown>({
    potentiallyStalePath: path,
    validate,
  })
  const [typed, setTyped] = useState<Typed>()
  // Spaces and lines stay as they were typed until the form gets another value from elsewhere.
  const isOwn = typed !== undefined && written(typed.value) === written(value)
  return (
    <TextareaInput
      Description={customComponents?.Description}
      Error={customComponents?.Error}
      Label={customComponents?.Label}
      {...(field.admin?.description ? { description: field.admin.description } : {})}
      {...(field.label ? { label: field.label } : {})}
      onChange={({ target: { value: text } }) => {
        const read = valueOf(text)
        setTyped({ text, value: read })
        setValue(read)
      }}
      path={path}
      readOnly={readOnly === true || disabled}
      required={field.required ?? false}
      rows={6}
      showError={showError}
      value={isOwn ? typed.text : written(value)}
    />
  )
}

const validate = (value: unknown): string | true => objectFault(value) ?? true

function valueOf(text: string): unknown {
  if (text.trim() === '') return null
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON (yet): kept as it is, to be refused in words.
    return text
  }
}

const written = (value: unknown): string => {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}
