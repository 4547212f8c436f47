import { FieldLabel } from '@payloadcms/ui'
import type { JSONFieldServerProps } from 'payload'

/** A JSON value to be read, not edited: no editor, nothing loaded from anywhere. */
export function JsonView({
  clientField,
  field,
  path,
  siblingData,
}: JSONFieldServerProps): React.JSX.Element {
  const value = (siblingData as Readonly<Record<string, unknown>> | undefined)?.[field.name]
  return (
    <div className="field-type">
      <FieldLabel as="span" label={clientField.label ?? field.name} path={path} />
      <pre
        // Reached with the keyboard, since what is long scrolls.
        tabIndex={0}
        style={{
          margin: 0,
          maxHeight: '60vh',
          overflow: 'auto',
          overflowWrap: 'anywhere',
          whiteSpace: 'pre-wrap',
        }}
      >
        {value === undefined || value === null ? '—' : JSON.stringify(value, null, 2)}
      </pre>
    </div>
  )
}
