import { CronExpressionParser } from 'cron-parser'
import type {
  CollectionAfterErrorHook,
  CollectionBeforeValidateHook,
  CollectionConfig,
  Field,
  TextFieldSingleValidation,
  ValidationError,
} from 'payload'

import { accessFor } from '@/collections/access'
import { messageOf, type Channel, type SecretSetting } from '@/core'

import { adminTexts as t } from '../admin-texts'
import { objectFault } from '../json-object'
import { readClockTime } from '../quiet-hours'
import { component } from './fields'

const validateCron: TextFieldSingleValidation = (value) => {
  if (!value) return true
  try {
    CronExpressionParser.parse(value)
    return true
  } catch (error) {
    return `${t.errors.cron} (${value}: ${messageOf(error)})`
  }
}

const validateClockTime: TextFieldSingleValidation = (value) =>
  !value || readClockTime(value) !== undefined || `${t.errors.clockTime} (${value})`

/** What is wrong with a channel's settings, in words: no JSON object, or refused by its kind. Empty means defaults. */
export function settingsFault(kind: Channel | undefined, value: unknown): string | undefined {
  const fault = objectFault(value)
  if (fault !== undefined) return fault
  try {
    kind?.settings(value ?? {})
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}

/**
 * Says in the answer itself what is wrong with each field. Told by its name: the server and the built admin have a copy of
 * Payload each, so that Payload's own answer, which goes by the class, names the field alone.
 */
const sayFaults: CollectionAfterErrorHook = ({ error, result }) => {
  const { name, data, message } = error as Partial<ValidationError>
  if (name !== 'ValidationError' || !data) return { ...(result ? { response: result } : {}) }
  const faults = data.errors.map((fault) => fault.message).join('; ')
  return { response: { errors: [{ name, data, message: `${String(message)}: ${faults}` }] } }
}

/** Seals a secret for a channel's row. */
export type Seal = (secret: string, row: string) => string

/** Every setting that is a secret of some kind, once. */
const secretsOf = (kinds: readonly Channel[]): readonly SecretSetting[] => [
  ...new Map(
    kinds.flatMap(({ secrets = [] }) => secrets.map((each) => [each.setting, each] as const)),
  ).values(),
]

/** The form's name for a secret that is typed in. */
const typedName = (setting: string): string =>
  `new${setting.charAt(0).toUpperCase()}${setting.slice(1)}`

/** What was typed as a secret goes into the settings sealed, before anything is checked or stored, and is forgotten. */
const sealSecrets =
  (kinds: readonly Channel[], seal: Seal | undefined): CollectionBeforeValidateHook =>
  ({ data, originalDoc }) => {
    if (!data) return data
    const before = (originalDoc ?? {}) as Readonly<Record<string, unknown>>
    const row = String(data['id'] ?? before['id'] ?? '')
    const kind = kinds.find(({ id }) => id === (data['kind'] ?? before['kind']))
    for (const { setting } of secretsOf(kinds)) {
      const typed: unknown = data[typedName(setting)]
      delete data[typedName(setting)]
      const isOurs = kind?.secrets?.some((each) => each.setting === setting) === true
      if (!isOurs || !seal || typeof typed !== 'string' || typed.trim() === '') continue
      const settings = (data['settings'] ?? before['settings'] ?? {}) as object
      data['settings'] = { ...settings, [setting]: seal(typed.trim(), row) }
    }
    return data
  }

const secretFields = (kinds: readonly Channel[]): Field[] =>
  secretsOf(kinds).map(({ setting, label }) => ({
    name: typedName(setting),
    type: 'text',
    virtual: true,
    maxLength: 500,
    label: { ...label },
    admin: {
      description: t.help.secret,
      condition: (data) =>
        kinds.some(
          ({ id, secrets = [] }) =>
            id === (data as { kind?: unknown }).kind &&
            secrets.some((each) => each.setting === setting),
        ),
      disableListColumn: true,
      disableListFilter: true,
      components: { Field: component('SecretInput') },
    },
  }))

/** One row per destination: its kind, settings, schedule, and whether it is paused. */
export const channelsCollection = (
  kinds: readonly Channel[],
  seal?: Seal,
): CollectionConfig<'channels'> => ({
  slug: 'channels',
  labels: t.channels.labels,
  access: accessFor('channels'),
  hooks: { beforeValidate: [sealSecrets(kinds, seal)], afterError: [sayFaults] },
  admin: {
    group: t.group,
    useAsTitle: 'name',
    defaultColumns: ['name', 'kind', 'paused', 'schedule', 'updatedAt'],
    description: t.channels.description,
  },
  fields: [
    {
      name: 'id',
      type: 'text',
      required: true,
      label: t.fields.channelId,
      admin: { description: t.help.channelId },
      validate: (value: unknown) =>
        (typeof value === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value)) || t.errors.channelId,
    },
    { name: 'name', type: 'text', required: true, label: t.fields.name },
    {
      name: 'kind',
      type: 'select',
      required: true,
      options: kinds.map(({ id, label }) => ({ value: id, label: { ...label } })),
      label: t.fields.kind,
    },
    {
      name: 'paused',
      type: 'checkbox',
      defaultValue: false,
      label: t.fields.paused,
      admin: { description: t.help.paused },
    },
    {
      name: 'schedule',
      type: 'text',
      label: t.fields.channelSchedule,
      admin: { description: t.help.channelSchedule },
      validate: validateCron,
    },
    {
      name: 'quietHours',
      type: 'group',
      label: t.fields.quietHours,
      admin: { description: t.help.quietHours },
      fields: [
        {
          type: 'row',
          fields: [
            { name: 'from', type: 'text', label: t.fields.from, validate: validateClockTime },
            { name: 'until', type: 'text', label: t.fields.until, validate: validateClockTime },
          ],
        },
      ],
    },
    {
      type: 'row',
      fields: [
        {
          name: 'maxAttempts',
          type: 'number',
          min: 1,
          max: 1000,
          label: t.fields.maxAttempts,
          admin: { description: t.help.maxAttempts },
        },
        {
          name: 'leaseSeconds',
          type: 'number',
          min: 5,
          max: 3600,
          label: t.fields.leaseSeconds,
          admin: { description: t.help.leaseSeconds },
        },
      ],
    },
    ...secretFields(kinds),
    {
      name: 'settings',
      type: 'json',
      label: t.fields.settings,
      admin: {
        description: t.help.settings,
        components: { Field: component('JsonInput') },
      },
      validate: (value: unknown, { siblingData }: { siblingData: unknown }) =>
        settingsFault(
          kinds.find(({ id }) => id === (siblingData as { kind?: string }).kind),
          value,
        ) ?? true,
    },
  ],
})
