/** What all content types share: form, drafts and versions, access, hooks, indexes. */
import type { CollectionConfig, Field, Tab } from 'payload'

import type { ContentType } from '@/core'
import { texts as t, type Text } from '@/i18n/texts'

import { accessFor } from './access'
import {
  attachments,
  classification,
  credits,
  language,
  origin,
  picture,
  publishedAt,
  publishing,
  related,
  slug,
  slugHistory,
  summary,
  title,
} from './fields/content'
import { idField } from './fields/id'
import { publicationDate } from './hooks/publication-date'
import { publishingRights } from './hooks/publishing-rights'
import { keepFormerSlugs, suggestSlugFromTitle } from './hooks/slugs'

/** Versions kept of each document; older ones are dropped. */
const VERSIONS_KEPT = 50

/** Milliseconds of quiet after which the admin saves a draft. */
const AUTOSAVE_MS = 2000

interface ContentCollection {
  readonly slug: ContentType
  /** The main tab, after title and summary. */
  readonly content: readonly Field[]
  /** Further tabs of this type, between the main tab and the credits. */
  readonly tabs?: readonly { readonly label: Text; readonly fields: readonly Field[] }[]
}

export function contentCollection(definition: ContentCollection): CollectionConfig {
  const { slug: type } = definition
  const words = t.collections[type]
  const tab = (label: Text, fields: readonly Field[]): Tab => ({ label, fields: [...fields] })
  return {
    slug: type,
    labels: { singular: words.one, plural: words.many },
    access: accessFor(type),
    admin: {
      group: t.groups.content,
      description: words.help,
      useAsTitle: 'title',
      hideAPIURL: true,
      defaultColumns: ['title', '_status', 'themes', 'publishedAt', 'updatedAt'],
      listSearchableFields: ['title', 'slug', 'summary'],
    },
    defaultSort: '-updatedAt',
    versions: {
      drafts: { autosave: { interval: AUTOSAVE_MS }, schedulePublish: true },
      maxPerDoc: VERSIONS_KEPT,
    },
    indexes: [{ fields: ['_status', 'publishedAt'] }],
    hooks: {
      beforeOperation: [publishingRights(type)],
      beforeValidate: [suggestSlugFromTitle(type)],
      beforeChange: [publicationDate, keepFormerSlugs(type)],
    },
    fields: [
      idField(),
      title(),
      {
        type: 'tabs',
        tabs: [
          tab(t.tabs.content, [
            summary(),
            picture('cover', t.fields.cover, t.help.cover),
            ...definition.content,
            attachments(),
            related(),
          ]),
          ...(definition.tabs ?? []).map(({ label, fields }) => tab(label, fields)),
          tab(t.tabs.credits, credits()),
          tab(t.tabs.publishing, [...publishing(), origin({ original: true })]),
        ],
      },
      slug(type),
      publishedAt(),
      ...classification(),
      language(),
      ...slugHistory(),
    ],
  }
}
