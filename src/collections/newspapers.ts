/** Newspapers (手机报): what each chooses, when it is compiled, and who gets it. */
import type { CollectionConfig, TextFieldManyValidation, TextFieldSingleValidation } from 'payload'

import { CONTENT_TYPES, MAILING_FORMS, MMS_PROFILES } from '@/core'
import { say, texts as shared } from '@/i18n/texts'

import { accessFor } from './access'
import { termFields } from './fields/content'
import { idField } from './fields/id'
import { permanentName } from './fields/lists'
import { isLanguageTag, languageTag, requiredAnd } from './fields/rules'
import { compileEndpoint } from './newspapers/endpoints'
import { isSchedule } from './newspapers/schedule'
import { newspaperTexts as t } from './newspapers/texts'

/** What stands below `/newspaper/` already. */
const RESERVED = new Set([
  ...['subscribe', 'confirm', 'preferences', 'unsubscribe', 'reports', 'bounces'],
])

const schedule: TextFieldSingleValidation = (value, { req }) => {
  if (!value) return req.t('validation:required')
  return isSchedule(value) || say(t.errors.schedule, req.i18n.language, { value })
}

const sender: TextFieldSingleValidation = (value, { req }) => {
  if (!value) return req.t('validation:required')
  return !/[【】\r\n]/.test(value) || say(t.errors.sender, req.i18n.language, { value })
}

const regions: TextFieldManyValidation = (value, { req }) => {
  const wrong = (value ?? []).find((code) => !/^\d{2,6}$/.test(code))
  return wrong === undefined || say(t.errors.region, req.i18n.language, { value: wrong })
}

const languageTags: TextFieldManyValidation = (value, { req }) => {
  const wrong = (value ?? []).find((tag) => !isLanguageTag(tag))
  return wrong === undefined || say(t.errors.languageTag, req.i18n.language, { value: wrong })
}

export const Newspapers: CollectionConfig = {
  slug: 'newspapers',
  labels: { singular: t.newspapers.one, plural: t.newspapers.many },
  access: accessFor('newspapers'),
  admin: {
    group: shared.groups.newspaper,
    description: t.newspapers.help,
    useAsTitle: 'title',
    hideAPIURL: true,
    defaultColumns: ['title', 'slug', 'schedule', 'active'],
  },
  disableDuplicate: true,
  endpoints: [compileEndpoint],
  fields: [
    idField(),
    { name: 'title', type: 'text', required: true, maxLength: 30, label: t.fields.title },
    permanentName({ reserved: RESERVED }),
    {
      type: 'row',
      fields: [
        {
          name: 'language',
          type: 'text',
          required: true,
          defaultValue: 'zh-CN',
          label: t.fields.language,
          validate: requiredAnd(languageTag),
        },
        {
          name: 'sender',
          type: 'text',
          required: true,
          maxLength: 12,
          label: t.fields.sender,
          admin: { description: t.help.sender },
          validate: sender,
        },
      ],
    },
    {
      type: 'row',
      fields: [
        {
          name: 'schedule',
          type: 'text',
          required: true,
          defaultValue: '30 7 * * *',
          label: t.fields.schedule,
          admin: { description: t.help.schedule },
          validate: schedule,
        },
        {
          name: 'staleHours',
          type: 'number',
          required: true,
          min: 1,
          max: 168,
          defaultValue: 12,
          label: t.fields.staleHours,
          admin: { description: t.help.staleHours },
        },
      ],
    },
    {
      type: 'row',
      fields: [
        { name: 'active', type: 'checkbox', defaultValue: true, label: t.fields.active },
        {
          name: 'workingDaysOnly',
          type: 'checkbox',
          defaultValue: true,
          label: t.fields.workingDaysOnly,
        },
      ],
    },
    {
      name: 'rules',
      type: 'group',
      label: t.fields.rules,
      fields: [
        {
          name: 'types',
          type: 'select',
          hasMany: true,
          options: CONTENT_TYPES.map((value) => ({ value, label: shared.collections[value].one })),
          label: t.fields.types,
          admin: { description: t.help.types },
        },
        ...termFields(),
        {
          type: 'row',
          fields: [
            {
              name: 'count',
              type: 'number',
              required: true,
              min: 1,
              max: 50,
              defaultValue: 10,
              label: t.fields.count,
              admin: { description: t.help.count },
            },
            {
              name: 'order',
              type: 'select',
              required: true,
              defaultValue: 'newest',
              options: (['newest', 'oldest'] as const).map((value) => ({
                value,
                label: t.orders[value],
              })),
              label: t.fields.order,
            },
            {
              name: 'lead',
              type: 'select',
              required: true,
              defaultValue: 'first',
              options: (['first', 'with-picture'] as const).map((value) => ({
                value,
                label: t.leads[value],
              })),
              label: t.fields.lead,
            },
          ],
        },
      ],
    },
    {
      name: 'segments',
      type: 'array',
      label: t.fields.segments,
      labels: { singular: t.fields.segment, plural: t.fields.segments },
      admin: { description: t.help.segments },
      fields: [
        {
          name: 'audiences',
          type: 'relationship',
          relationTo: 'audiences',
          hasMany: true,
          label: t.fields.audiences,
        },
        {
          type: 'row',
          fields: [
            {
              name: 'regions',
              type: 'text',
              hasMany: true,
              label: t.fields.regions,
              admin: { description: t.help.regions },
              validate: regions,
            },
            {
              name: 'languages',
              type: 'text',
              hasMany: true,
              label: t.fields.languages,
              validate: languageTags,
            },
          ],
        },
        {
          type: 'row',
          fields: [
            {
              name: 'forms',
              type: 'select',
              hasMany: true,
              options: MAILING_FORMS.map((value) => ({ value, label: t.forms[value] })),
              label: t.fields.forms,
            },
            {
              name: 'profiles',
              type: 'select',
              hasMany: true,
              options: MMS_PROFILES.map((kilobytes) => ({
                value: String(kilobytes),
                label: String(kilobytes),
              })),
              label: t.fields.profiles,
            },
          ],
        },
      ],
    },
    {
      name: 'compileNow',
      type: 'ui',
      admin: {
        components: { Field: '/src/collections/newspapers/components/CompileNow#CompileNow' },
      },
    },
  ],
}
