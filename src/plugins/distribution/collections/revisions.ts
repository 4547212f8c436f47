import type { CollectionConfig } from 'payload'

import { accessFor } from '@/collections/access'

import { adminTexts as t } from '../admin-texts'
import { idField, shownJson } from './fields'

/**
 * One row per publication of a document: the immutable snapshot every channel works from.
 * `enqueued` is false between writing the row and writing its deliveries; the sweep completes what a crash left.
 * `current` marks what the public is to see now; it is never true for a withdrawal.
 */
export const Revisions: CollectionConfig<'revisions'> = {
  slug: 'revisions',
  labels: t.revisions.labels,
  access: accessFor('revisions'),
  admin: {
    group: t.group,
    useAsTitle: 'title',
    defaultColumns: ['title', 'number', 'action', 'signedOffBy', 'createdAt'],
    description: t.revisions.description,
  },
  defaultSort: '-createdAt',
  lockDocuments: false,
  indexes: [{ fields: ['current', 'publishedAt'] }, { fields: ['document', 'number'] }],
  fields: [
    idField(),
    { name: 'key', type: 'text', required: true, unique: true, admin: { hidden: true } },
    { name: 'document', type: 'text', required: true, index: true, label: t.fields.document },
    { name: 'title', type: 'text', required: true, label: t.fields.title },
    { name: 'number', type: 'number', required: true, label: t.fields.number },
    {
      name: 'action',
      type: 'select',
      required: true,
      options: t.actions,
      label: t.fields.action,
    },
    { name: 'hash', type: 'text', label: t.fields.hash },
    { name: 'current', type: 'checkbox', defaultValue: false, label: t.fields.current },
    {
      name: 'enqueued',
      type: 'checkbox',
      defaultValue: false,
      index: true,
      admin: { hidden: true },
    },
    { name: 'publishedAt', type: 'date', label: t.fields.publishedAt },
    { name: 'signedOffAt', type: 'date', label: t.fields.signedOffAt },
    { name: 'signedOffBy', type: 'text', label: t.fields.signedOffBy },
    { name: 'reason', type: 'textarea', label: t.fields.reason },
    { name: 'destinations', type: 'json', admin: { hidden: true } },
    shownJson('item', t.fields.item),
  ],
}
