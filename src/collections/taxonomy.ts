import type { CollectionConfig, TextFieldSingleValidation } from 'payload'

import { say, texts as t } from '@/i18n/texts'

import { accessFor } from './access'
import { idField } from './fields/id'
import { isSlug, MAX_SLUG_LENGTH } from './slug'

const publicName: TextFieldSingleValidation = (value, { req }) => {
  if (!value) return req.t('validation:required')
  const limits = { value, max: String(MAX_SLUG_LENGTH) }
  return isSlug(value) || say(t.errors.slugPattern, req.i18n.language, limits)
}

/** Themes and audiences are alike: a permanent public name and labels anybody may change. */
const termCollection = (slug: 'themes' | 'audiences'): CollectionConfig => {
  const words = t.collections[slug]
  return {
    slug,
    labels: { singular: words.one, plural: words.many },
    access: accessFor(slug),
    admin: {
      group: t.groups.taxonomy,
      description: words.help,
      useAsTitle: 'label',
      hideAPIURL: true,
      defaultColumns: ['label', 'labelEn', 'slug', 'order'],
    },
    defaultSort: 'order',
    fields: [
      idField(),
      { name: 'label', type: 'text', required: true, maxLength: 60, label: t.fields.label },
      {
        name: 'labelEn',
        type: 'text',
        label: t.fields.labelEn,
        admin: { description: t.help.labelEn },
      },
      {
        name: 'slug',
        type: 'text',
        required: true,
        unique: true,
        index: true,
        label: t.fields.slug,
        // Feeds and lists live under this name; readers subscribe to it.
        access: { update: () => false },
        validate: publicName,
      },
      {
        name: 'order',
        type: 'number',
        defaultValue: 0,
        index: true,
        label: t.fields.order,
        admin: { description: t.help.order },
      },
      { name: 'description', type: 'textarea', label: t.fields.description },
    ],
  }
}

export const Themes = termCollection('themes')
export const Audiences = termCollection('audiences')
