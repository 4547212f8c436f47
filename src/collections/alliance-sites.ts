/** The websites of the alliance (联盟网站): what each may take, and what it took. */
import type { CollectionConfig, TextFieldManyValidation } from 'payload'

import { CONTENT_TYPES, SITE_LIMITS } from '@/core'
import { say, texts as shared, type Text } from '@/i18n/texts'

import { accessFor } from './access'
import { keyFields } from './access-keys/fields'
import { siteEndpoints, type FetchesOf } from './alliance/endpoints'
import { allianceTexts as t } from './alliance/texts'
import { dayAndTime } from './fields/content'
import { idField } from './fields/id'
import { notBefore } from './fields/rules'

const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/

const each =
  (pattern: RegExp, message: Text): TextFieldManyValidation =>
  (values, { req }) => {
    const wrong = values?.find((value) => !pattern.test(value))
    return wrong === undefined || say(message, req.i18n.language, { value: wrong })
  }

const component = (name: string) => ({
  Field: `/src/collections/alliance/components/${name}#${name}`,
})

export const allianceSites = (fetchesOf: FetchesOf): CollectionConfig => ({
  slug: 'alliance-sites',
  labels: { singular: t.labels.one, plural: t.labels.many },
  access: accessFor('alliance-sites'),
  admin: {
    group: t.group,
    description: t.help,
    useAsTitle: 'name',
    hideAPIURL: true,
    defaultColumns: ['name', 'region', 'types', 'until', 'suspended'],
  },
  disableDuplicate: true,
  endpoints: siteEndpoints(fetchesOf),
  hooks: {
    afterDelete: [
      async ({ id, req }) => {
        const { db } = req.payload
        await db.deleteMany({ collection: 'alliance-usage', where: { id: { equals: id } }, req })
        await db.deleteMany({ collection: 'alliance-months', where: { site: { equals: id } }, req })
      },
    ],
  },
  fields: [
    idField(),
    { name: 'name', type: 'text', required: true, maxLength: 100, label: t.fields.name },
    { name: 'region', type: 'text', maxLength: 100, label: t.fields.region },
    { name: 'contact', type: 'textarea', maxLength: 500, label: t.fields.contact },
    {
      name: 'domains',
      type: 'text',
      hasMany: true,
      label: t.fields.domains,
      admin: { description: t.fieldHelp.domains },
      validate: each(DOMAIN, t.domain),
    },
    {
      name: 'types',
      type: 'select',
      hasMany: true,
      defaultValue: ['lessons', 'courses'],
      options: CONTENT_TYPES.map((value) => ({ value, label: shared.collections[value].many })),
      label: t.fields.types,
    },
    {
      name: 'themes',
      type: 'relationship',
      relationTo: 'themes',
      hasMany: true,
      label: t.fields.themes,
      admin: { description: t.fieldHelp.anyTerm },
    },
    {
      name: 'audiences',
      type: 'relationship',
      relationTo: 'audiences',
      hasMany: true,
      label: t.fields.audiences,
      admin: { description: t.fieldHelp.anyTerm },
    },
    {
      name: 'languages',
      type: 'text',
      hasMany: true,
      label: t.fields.languages,
      admin: { description: t.fieldHelp.languages },
      validate: each(LANGUAGE, t.language),
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
      ],
    },
    {
      type: 'row',
      fields: [
        {
          name: 'perMinute',
          type: 'number',
          min: 1,
          max: 100_000,
          defaultValue: SITE_LIMITS.perMinute,
          label: t.fields.perMinute,
          admin: { description: t.fieldHelp.perMinute },
        },
        {
          name: 'perDay',
          type: 'number',
          min: 1,
          max: 100_000_000,
          defaultValue: SITE_LIMITS.perDay,
          label: t.fields.perDay,
          admin: { description: t.fieldHelp.perDay },
        },
      ],
    },
    {
      name: 'suspended',
      type: 'checkbox',
      defaultValue: false,
      label: t.fields.suspended,
      admin: { description: t.fieldHelp.suspended },
    },
    {
      name: 'suspendedReason',
      type: 'text',
      maxLength: 200,
      label: t.fields.suspendedReason,
      admin: { condition: (_data, { suspended }) => suspended === true },
    },
    ...keyFields(),
    { name: 'keyList', type: 'ui', admin: { components: component('SiteKeys') } },
    { name: 'report', type: 'ui', admin: { components: component('SiteReport') } },
  ],
})

/** One record per site, under the site's id; written by the job `alliance-sites`. */
export const AllianceUsage: CollectionConfig = {
  slug: 'alliance-usage',
  labels: { singular: t.usage.one, plural: t.usage.many },
  access: accessFor('alliance-usage'),
  admin: { hidden: true, description: t.usageHelp },
  lockDocuments: false,
  fields: [
    idField(),
    { name: 'usage', type: 'json' },
    { name: 'stale', type: 'json' },
    { name: 'staleCount', type: 'number' },
    { name: 'last', type: 'number' },
  ],
}

/** What each site took in each month, for the yearly assessment. */
export const AllianceMonths: CollectionConfig = {
  slug: 'alliance-months',
  labels: { singular: t.months.one, plural: t.months.many },
  access: accessFor('alliance-months'),
  admin: { hidden: true, description: t.usageHelp },
  lockDocuments: false,
  fields: [
    idField(),
    { name: 'site', type: 'text', required: true, index: true },
    { name: 'month', type: 'text', required: true },
    { name: 'documents', type: 'json' },
  ],
}
