/** TV columns (栏目): what they are, when they air, and which videos are their episodes. */
import type {
  CollectionConfig,
  TextFieldManyValidation,
  TextFieldSingleValidation,
  Validate,
} from 'payload'

import { say, texts as t } from '@/i18n/texts'

import { accessFor } from './access'
import { broadcastEndpoints } from './broadcast/endpoints'
import { dayOnly, picture, termFields } from './fields/content'
import { idField } from './fields/id'
import { order, permanentName } from './fields/lists'

/** Names the TV channel has other uses for below `/tv/`. */
const RESERVED = new Set(['media', 'schedule', 'rundown', 'index', 'p'])

const clockTime: TextFieldSingleValidation = (value, { req }) => {
  if (!value) return req.t('validation:required')
  return (
    /^([01]\d|2[0-3]):[0-5]\d$/.test(value) || say(t.errors.clockTime, req.i18n.language, { value })
  )
}

const dateOfSlot: Validate = (value: unknown, { req, siblingData }) => {
  const { weekday } = siblingData as { weekday?: string }
  return weekday !== 'date' || Boolean(value) || say(t.errors.slotDate, req.i18n.language)
}

/** Two capital letters each. */
export const countryCodes: TextFieldManyValidation = (value, { req }) => {
  const wrong = (value ?? []).find((code) => !/^[A-Z]{2}$/.test(code))
  return wrong === undefined || say(t.errors.country, req.i18n.language, { value: wrong })
}

export const Columns: CollectionConfig = {
  slug: 'columns',
  labels: { singular: t.collections.columns.one, plural: t.collections.columns.many },
  access: accessFor('columns'),
  admin: {
    group: t.groups.tv,
    description: t.collections.columns.help,
    useAsTitle: 'title',
    hideAPIURL: true,
    defaultColumns: ['title', 'slug', 'producer', 'runtimeMinutes', 'order'],
    components: {
      beforeListTable: ['/src/collections/broadcast/components/WeekView#WeekView'],
    },
  },
  defaultSort: 'order',
  endpoints: broadcastEndpoints,
  fields: [
    idField(),
    { name: 'title', type: 'text', required: true, maxLength: 60, label: t.fields.title },
    permanentName({ help: t.help.columnSlug, reserved: RESERVED }),
    { name: 'description', type: 'textarea', maxLength: 500, label: t.fields.description },
    {
      type: 'row',
      fields: [
        { name: 'producer', type: 'text', label: t.fields.producer },
        {
          name: 'runtimeMinutes',
          type: 'number',
          min: 1,
          max: 24 * 60,
          label: t.fields.runtimeMinutes,
          admin: { description: t.help.runtimeMinutes },
        },
        order(),
      ],
    },
    picture('poster', t.fields.poster, t.help.defaultPoster),
    {
      name: 'slots',
      type: 'array',
      label: t.fields.slots,
      labels: { singular: t.fields.slot, plural: t.fields.slots },
      admin: { description: t.help.slots },
      fields: [
        {
          type: 'row',
          fields: [
            {
              name: 'weekday',
              type: 'select',
              required: true,
              options: Object.entries(t.options.weekdays).map(([value, label]) => ({
                value,
                label,
              })),
              label: t.fields.weekday,
            },
            {
              name: 'date',
              type: 'date',
              label: t.fields.date,
              admin: {
                ...dayOnly,
                condition: (_data, sibling: { weekday?: string } | undefined) =>
                  sibling?.weekday === 'date',
              },
              validate: dateOfSlot,
            },
            {
              name: 'time',
              type: 'text',
              required: true,
              label: t.fields.clockTime,
              admin: { description: t.help.clockTime },
              validate: clockTime,
            },
            { name: 'repeat', type: 'checkbox', defaultValue: false, label: t.fields.repeat },
          ],
        },
      ],
    },
    {
      name: 'rule',
      type: 'group',
      label: t.fields.rule,
      admin: { description: t.help.rule },
      fields: [
        ...termFields(),
        { name: 'keywords', type: 'text', hasMany: true, label: t.fields.keywords },
      ],
    },
  ],
}
