/** Editions (期) of newspapers: drafts compiled by the job `newspaper-compile`, made good by editors. */
import type { CollectionConfig, PayloadRequest } from 'payload'

import { CONTENT_TYPES } from '@/core'
import { texts as shared } from '@/i18n/texts'

import { accessFor, nobody } from './access'
import { dayAndTime, publishing } from './fields/content'
import { idField } from './fields/id'
import { publishingRights } from './hooks/publishing-rights'
import { giveAddress } from './newspapers/address'
import { HEADLINE, SUMMARY } from './newspapers/make-edition'
import { newspaperTexts as t } from './newspapers/texts'

/** Versions kept of each edition; older ones are dropped. */
const VERSIONS_KEPT = 50

/** Milliseconds of quiet after which the admin saves a draft. */
const AUTOSAVE_MS = 2000

export const Editions: CollectionConfig = {
  slug: 'editions',
  labels: { singular: t.editions.one, plural: t.editions.many },
  access: accessFor('editions'),
  admin: {
    group: shared.groups.newspaper,
    description: t.editions.help,
    useAsTitle: 'title',
    hideAPIURL: true,
    defaultColumns: ['title', 'newspaper', '_status', 'dueAt', 'updatedAt'],
  },
  defaultSort: '-dueAt',
  versions: {
    drafts: { autosave: { interval: AUTOSAVE_MS }, schedulePublish: true },
    maxPerDoc: VERSIONS_KEPT,
  },
  hooks: { beforeOperation: [publishingRights('editions')], beforeChange: [giveAddress] },
  fields: [
    idField(),
    { name: 'title', type: 'text', required: true, maxLength: 60, label: t.fields.editionTitle },
    {
      name: 'newspaper',
      type: 'relationship',
      relationTo: 'newspapers',
      required: true,
      index: true,
      label: t.fields.newspaper,
      admin: { position: 'sidebar' },
    },
    {
      name: 'dueAt',
      type: 'date',
      required: true,
      index: true,
      defaultValue: () => new Date().toISOString(),
      label: t.fields.dueAt,
      admin: { ...dayAndTime, position: 'sidebar' },
    },
    // Set by newspapers/address.ts.
    {
      name: 'address',
      type: 'text',
      unique: true,
      index: true,
      label: t.fields.address,
      access: { create: nobody, update: nobody },
      admin: { readOnly: true, position: 'sidebar', description: t.help.address },
    },
    // What was published up to here is in this edition or an earlier one.
    {
      name: 'until',
      type: 'date',
      index: true,
      access: { create: nobody, update: nobody },
      admin: { hidden: true },
    },
    {
      name: 'greeting',
      type: 'textarea',
      maxLength: 300,
      label: t.fields.greeting,
      admin: { rows: 2 },
    },
    {
      name: 'entries',
      type: 'array',
      label: t.fields.entries,
      labels: { singular: t.fields.entry, plural: t.fields.entries },
      admin: { description: t.help.entries },
      fields: [
        {
          name: 'headline',
          type: 'text',
          required: true,
          maxLength: HEADLINE,
          label: t.fields.headline,
        },
        { name: 'summary', type: 'text', maxLength: SUMMARY, label: t.fields.summary },
        {
          name: 'document',
          type: 'relationship',
          relationTo: [...CONTENT_TYPES],
          required: true,
          label: t.fields.document,
          filterOptions: { _status: { equals: 'published' } },
          // What is offered is not a rule: an edition can be withdrawn although a document of it was before. Publishing asks.
          validate: (value: unknown, { req }: { readonly req: PayloadRequest }) =>
            value ? true : req.t('validation:required'),
        },
      ],
    },
    ...publishing().filter((field) => 'name' in field && field.name !== 'revisedAt'),
  ],
}
