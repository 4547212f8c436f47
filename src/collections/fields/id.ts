import type { TextField } from 'payload'

/** The same string on every database, made by us: rows can be written together and backups move between databases. */
export const idField = (): TextField => ({
  name: 'id',
  type: 'text',
  required: true,
  defaultValue: () => crypto.randomUUID(),
  admin: { hidden: true },
})
