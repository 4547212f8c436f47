/** Field builders of the lists editors keep: themes, audiences, columns. */
import type { NumberField, TextField } from 'payload'

import { say, texts as t, type Text } from '@/i18n/texts'

import { isSlug, MAX_SLUG_LENGTH } from '../slug'

/**
 * The name feeds and lists live under. Permanent: readers subscribe to it, stations poll it.
 * `reserved` are names that are taken by something else.
 */
export const permanentName = ({
  help,
  reserved = new Set(),
}: { help?: Text; reserved?: ReadonlySet<string> } = {}): TextField => ({
  name: 'slug',
  type: 'text',
  required: true,
  unique: true,
  index: true,
  label: t.fields.slug,
  ...(help === undefined ? {} : { admin: { description: help } }),
  access: { update: () => false },
  validate: (value: string | null | undefined, { req }) => {
    if (!value) return req.t('validation:required')
    const { language } = req.i18n
    if (!isSlug(value)) {
      return say(t.errors.slugPattern, language, { value, max: String(MAX_SLUG_LENGTH) })
    }
    return !reserved.has(value) || say(t.errors.slugReserved, language, { value })
  },
})

export const order = (): NumberField => ({
  name: 'order',
  type: 'number',
  defaultValue: 0,
  index: true,
  label: t.fields.order,
  admin: { description: t.help.order },
})
