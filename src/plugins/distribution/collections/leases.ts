import type { CollectionConfig } from 'payload'

import { accessFor } from '@/collections/access'

import { adminTexts as t } from '../admin-texts'
import { idField } from './fields'

/** Named locks with a time limit (src/outbox): exclusive lanes and the timetable's ticks. */
export const Leases: CollectionConfig<'leases'> = {
  slug: 'leases',
  labels: t.leases.labels,
  access: accessFor('leases'),
  admin: { hidden: true },
  lockDocuments: false,
  timestamps: false,
  fields: [
    idField(),
    { name: 'name', type: 'text', required: true, unique: true },
    { name: 'holder', type: 'text' },
    { name: 'until', type: 'number' },
    { name: 'mark', type: 'number' },
  ],
}
