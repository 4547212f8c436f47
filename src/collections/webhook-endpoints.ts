/** Who is told of publications by a signed request (Standard Webhooks), and how it fares. */
import type {
  CollectionBeforeChangeHook,
  CollectionConfig,
  TextFieldSingleValidation,
} from 'payload'

import { CONTENT_TYPES, DELIVERY_ACTIONS } from '@/core'
import { say, texts as shared } from '@/i18n/texts'

import { accessFor, nobody } from './access'
import { dayAndTime } from './fields/content'
import { idField } from './fields/id'
import { webhookApi } from './webhooks/endpoints'
import { webhookTexts as t } from './webhooks/texts'

const address: TextFieldSingleValidation = (value, { req }) => {
  if (!value) return req.t('validation:required')
  const url = URL.parse(value)
  const isSound =
    url !== null &&
    ['http:', 'https:'].includes(url.protocol) &&
    url.username === '' &&
    url.password === ''
  return isSound || say(t.badUrl, req.i18n.language, { value })
}

/** Whoever is switched on begins anew: it is told of what comes from now on, and has a day again. */
const noteSwitch: CollectionBeforeChangeHook = ({ data, originalDoc }) => {
  const before = (originalDoc as { enabled?: boolean } | undefined)?.enabled === true
  const { enabled } = data as { enabled?: boolean }
  if (enabled !== true || before) return data
  return { ...data, enabledAt: new Date().toISOString(), disabledReason: null }
}

/** Written by the buttons and by jobs, not by forms. */
const hidden = {
  access: { create: nobody, read: nobody, update: nobody },
  admin: { hidden: true },
}

const byTheHub = { access: { create: nobody, update: nobody }, admin: { readOnly: true } }

export const WebhookEndpoints: CollectionConfig = {
  slug: 'webhook-endpoints',
  labels: { singular: t.labels.one, plural: t.labels.many },
  access: accessFor('webhook-endpoints'),
  admin: {
    group: shared.groups.operation,
    description: t.help,
    useAsTitle: 'name',
    hideAPIURL: true,
    defaultColumns: ['name', 'url', 'enabled', 'disabledReason'],
  },
  disableDuplicate: true,
  endpoints: webhookApi,
  hooks: { beforeChange: [noteSwitch] },
  fields: [
    idField(),
    { name: 'name', type: 'text', required: true, maxLength: 100, label: t.fields.name },
    {
      name: 'url',
      type: 'text',
      required: true,
      maxLength: 2000,
      label: t.fields.url,
      admin: { description: t.fieldHelp.url },
      validate: address,
    },
    {
      name: 'contact',
      type: 'email',
      label: t.fields.contact,
      admin: { description: t.fieldHelp.contact },
    },
    {
      type: 'row',
      fields: [
        {
          name: 'actions',
          type: 'select',
          hasMany: true,
          options: DELIVERY_ACTIONS.map((value) => ({ value, label: t.actions[value] })),
          label: t.fields.actions,
          admin: { description: t.fieldHelp.all },
        },
        {
          name: 'types',
          type: 'select',
          hasMany: true,
          options: CONTENT_TYPES.map((value) => ({ value, label: shared.collections[value].one })),
          label: t.fields.types,
          admin: { description: t.fieldHelp.all },
        },
      ],
    },
    {
      name: 'enabled',
      type: 'checkbox',
      defaultValue: true,
      label: t.fields.enabled,
      admin: { description: t.fieldHelp.enabled },
    },
    { name: 'disabledReason', type: 'text', label: t.fields.disabledReason, ...byTheHub },
    {
      name: 'enabledAt',
      type: 'date',
      label: t.fields.enabledAt,
      access: byTheHub.access,
      admin: { ...dayAndTime, readOnly: true },
    },
    { name: 'secrets', type: 'json', ...hidden },
    { name: 'secretsVersion', type: 'number', defaultValue: 0, ...hidden },
    { name: 'test', type: 'text', ...hidden },
    { name: 'replay', type: 'json', ...hidden },
    { name: 'report', type: 'json', ...hidden },
    {
      name: 'panel',
      type: 'ui',
      admin: {
        components: {
          Field: '/src/collections/webhooks/components/EndpointPanel#EndpointPanel',
        },
      },
    },
  ],
}
