import type { CollectionConfig } from 'payload'

import { texts as t } from '@/i18n/texts'

import { accessFor } from './access'
import { idField } from './fields/id'
import { order, permanentName } from './fields/lists'

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
      permanentName(),
      order(),
      { name: 'description', type: 'textarea', label: t.fields.description },
    ],
  }
}

export const Themes = termCollection('themes')
export const Audiences = termCollection('audiences')
