/** Who fetches TV columns (播出机构), what each may take, and what it took. */
import type {
  CollectionConfig,
  NumberFieldSingleValidation,
  TextFieldSingleValidation,
} from 'payload'

import { FILM_KINDS } from '@/core'
import { say, texts as shared } from '@/i18n/texts'

import { accessFor } from './access'
import { keyFields } from './access-keys/fields'
import { dayAndTime } from './fields/content'
import { idField } from './fields/id'
import { notBefore } from './fields/rules'
import { partnerEndpoints, type FetchesOf } from './partners/endpoints'
import { partnerTexts as t } from './partners/texts'

const country: TextFieldSingleValidation = (value, { req }) =>
  /^[A-Z]{2}$/.test(value ?? '') ||
  say(shared.errors.country, req.i18n.language, { value: value ?? '' })

const notBelowLeast: NumberFieldSingleValidation = (value, { req, siblingData }) => {
  const { minHeight } = siblingData as { minHeight?: number | null }
  const isBelow = typeof value === 'number' && typeof minHeight === 'number' && value < minHeight
  return !isBelow || say(t.heights, req.i18n.language)
}

const component = (name: string) => ({
  Field: `/src/collections/partners/components/${name}#${name}`,
})

export const tvPartners = (fetchesOf: FetchesOf): CollectionConfig => ({
  slug: 'tv-partners',
  labels: { singular: t.labels.one, plural: t.labels.many },
  access: accessFor('tv-partners'),
  admin: {
    group: shared.groups.tv,
    description: t.help,
    useAsTitle: 'name',
    hideAPIURL: true,
    defaultColumns: ['name', 'columns', 'from', 'until'],
  },
  disableDuplicate: true,
  endpoints: partnerEndpoints(fetchesOf),
  hooks: {
    afterDelete: [
      async ({ id, req }) => {
        await req.payload.db.deleteMany({
          collection: 'tv-partner-usage',
          where: { id: { equals: id } },
          req,
        })
      },
    ],
  },
  fields: [
    idField(),
    { name: 'name', type: 'text', required: true, maxLength: 100, label: t.fields.name },
    { name: 'contact', type: 'textarea', maxLength: 500, label: t.fields.contact },
    {
      name: 'columns',
      type: 'relationship',
      relationTo: 'columns',
      hasMany: true,
      label: t.fields.columns,
    },
    {
      type: 'row',
      fields: [
        {
          name: 'kinds',
          type: 'select',
          hasMany: true,
          options: FILM_KINDS.map((value) => ({ value, label: t.kinds[value] })),
          defaultValue: [...FILM_KINDS],
          label: t.fields.kinds,
          admin: { description: t.fieldHelp.kinds },
        },
        {
          name: 'original',
          type: 'checkbox',
          defaultValue: false,
          label: t.fields.original,
          admin: { description: t.fieldHelp.original },
        },
      ],
    },
    {
      type: 'row',
      fields: [
        {
          name: 'minHeight',
          type: 'number',
          min: 1,
          max: 8640,
          label: t.fields.minHeight,
          admin: { description: t.fieldHelp.height },
        },
        {
          name: 'maxHeight',
          type: 'number',
          min: 1,
          max: 8640,
          label: t.fields.maxHeight,
          admin: { description: t.fieldHelp.height },
          validate: notBelowLeast,
        },
        {
          name: 'country',
          type: 'text',
          required: true,
          defaultValue: 'CN',
          label: t.fields.country,
          admin: { description: t.fieldHelp.country },
          validate: country,
        },
      ],
    },
    {
      type: 'row',
      fields: [
        { name: 'from', type: 'date', label: t.fields.from, admin: dayAndTime },
        {
          name: 'until',
          type: 'date',
          label: t.fields.until,
          admin: dayAndTime,
          validate: notBefore('from'),
        },
        {
          name: 'days',
          type: 'number',
          min: 1,
          max: 36_500,
          label: t.fields.days,
          admin: { description: t.fieldHelp.days },
        },
      ],
    },
    ...keyFields(),
    { name: 'keyList', type: 'ui', admin: { components: component('PartnerKeys') } },
    { name: 'report', type: 'ui', admin: { components: component('PartnerReport') } },
  ],
})

/** One record per partner, under the partner's id; written by the job `tv-partners`. */
export const TvPartnerUsage: CollectionConfig = {
  slug: 'tv-partner-usage',
  labels: { singular: t.usage.one, plural: t.usage.many },
  access: accessFor('tv-partner-usage'),
  admin: { hidden: true, description: t.usageHelp },
  lockDocuments: false,
  fields: [
    idField(),
    /** As src/partner-log sums the log up. */
    { name: 'usage', type: 'json' },
    { name: 'stillFetched', type: 'json' },
    { name: 'uninformed', type: 'json' },
    { name: 'told', type: 'json' },
  ],
}
