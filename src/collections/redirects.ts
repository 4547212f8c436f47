import type { CollectionConfig } from 'payload'

import { CONTENT_TYPES } from '@/core'
import { texts as t } from '@/i18n/texts'

import { accessFor } from './access'
import { idField } from './fields/id'

/** Former public slugs, one row each, `id` being `type/slug`: looked up by primary key when a slug is chosen. */
export const Redirects: CollectionConfig = {
  slug: 'redirects',
  labels: { singular: t.collections.redirects.one, plural: t.collections.redirects.many },
  access: accessFor('redirects'),
  admin: {
    group: t.groups.operation,
    description: t.collections.redirects.help,
    useAsTitle: 'slug',
    hideAPIURL: true,
    defaultColumns: ['slug', 'type', 'document', 'createdAt'],
  },
  defaultSort: '-createdAt',
  lockDocuments: false,
  fields: [
    idField(),
    { name: 'slug', type: 'text', required: true, label: t.fields.slug },
    {
      name: 'type',
      type: 'select',
      required: true,
      options: CONTENT_TYPES.map((value) => ({ value, label: t.collections[value].one })),
      label: t.fields.type,
    },
    { name: 'document', type: 'text', required: true, index: true, label: t.fields.document },
  ],
}
