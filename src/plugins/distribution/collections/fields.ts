import type { Field, JSONField, TextField } from 'payload'

import type { Channel } from '@/core'

import type { Label } from '../admin-texts'

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

/** A component of ours, told the labels of the channel kinds where it shows channels. */
export const component = (name: string, kinds?: readonly Pick<Channel, 'id' | 'label'>[]) => ({
  path: `/src/plugins/distribution/components/${name}#${name}`,
  ...(kinds ? { serverProps: { kinds: kinds.map(({ id, label }) => ({ id, label })) } } : {}),
})

/** A JSON field people read and nobody writes by hand. */
export const shownJson = (name: string, label: Label): JSONField => ({
  name,
  type: 'json',
  label,
  admin: { components: { Field: component('JsonView') } },
})
