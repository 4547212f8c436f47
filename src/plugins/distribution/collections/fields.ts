import type { Field, TextField } from 'payload'

/** The same string id on every database, made by us, so that rows can be written together and backups move between databases. */
export const idField = (): TextField => ({
  name: 'id',
  type: 'text',
  required: true,
  defaultValue: () => crypto.randomUUID(),
  admin: { hidden: true },
})

/** A field nobody edits: written by the hub, shown to people. */
export const shown = <F extends Field>(field: F): F => ({
  ...field,
  admin: { ...('admin' in field ? field.admin : {}), readOnly: true },
})
