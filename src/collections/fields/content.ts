/** Field builders shared by the content types. Names are a contract with the importer and the distribution plugin. */
import type {
  ArrayField,
  DateField,
  Field,
  RelationshipField,
  RichTextField,
  TextField,
  UploadField,
} from 'payload'

import { CONTENT_TYPES, type ContentType } from '@/core'
import { say, texts as t, type Text } from '@/i18n/texts'

import { nobody } from '../access'
import { bodyEditor } from '../editor'
import { isTaken } from '../hooks/slugs'
import { isSlug, MAX_SLUG_LENGTH } from '../slug'
import { languageTag, requiredAnd, webAddress } from './rules'

/** How an array's rows are named in the admin. */
const rowNames = (singular: Text, plural: Text): { singular: Text; plural: Text } => ({
  singular,
  plural,
})

export const dayAndTime: NonNullable<DateField['admin']> = {
  date: { pickerAppearance: 'dayAndTime', displayFormat: 'yyyy-MM-dd HH:mm' },
}
export const dayOnly: NonNullable<DateField['admin']> = {
  date: { pickerAppearance: 'dayOnly', displayFormat: 'yyyy-MM-dd' },
}

export const title = (): TextField => ({
  name: 'title',
  type: 'text',
  required: true,
  maxLength: 200,
  label: t.fields.title,
})

export const slug = (type: ContentType): TextField => ({
  name: 'slug',
  type: 'text',
  required: true,
  unique: true,
  index: true,
  label: t.fields.slug,
  admin: { position: 'sidebar', description: t.help.slug },
  validate: async (value, { req, id, data }) => {
    if (!value) return req.t('validation:required')
    const { language } = req.i18n
    if (!isSlug(value)) {
      return say(t.errors.slugPattern, language, { value, max: String(MAX_SLUG_LENGTH) })
    }
    const document = id === undefined ? (data as { id?: string }).id : String(id)
    return (
      !(await isTaken(req.payload, type, value, document, req)) ||
      say(t.errors.slugTaken, language, { value })
    )
  },
})

/** Kept by hooks/slugs.ts. */
export const slugHistory = (): Field[] => [
  {
    name: 'publishedSlug',
    type: 'text',
    index: true,
    label: t.fields.publishedSlug,
    access: { create: nobody, update: nobody },
    admin: { hidden: true },
  },
  {
    name: 'formerSlugs',
    type: 'json',
    label: t.fields.formerSlugs,
    access: { create: nobody, update: nobody },
    admin: { hidden: true },
  },
]

export const summary = (): Field => ({
  name: 'summary',
  type: 'textarea',
  required: true,
  maxLength: 300,
  label: t.fields.summary,
  admin: { description: t.help.summary, rows: 3 },
})

export const language = (): TextField => ({
  name: 'language',
  type: 'text',
  required: true,
  defaultValue: 'zh-CN',
  label: t.fields.language,
  admin: { position: 'sidebar', description: t.help.language },
  validate: requiredAnd(languageTag),
})

export const body = (): RichTextField => ({
  name: 'body',
  type: 'richText',
  editor: bodyEditor,
  label: t.fields.body,
})

export const picture = (name: string, label: Text, help?: Text): UploadField => ({
  name,
  type: 'upload',
  relationTo: 'media',
  label,
  filterOptions: { mimeType: { contains: 'image/' } },
  ...(help === undefined ? {} : { admin: { description: help } }),
})

export const termFields = (admin?: { readonly position: 'sidebar' }): RelationshipField[] =>
  (['themes', 'audiences'] as const).map((name) => ({
    name,
    type: 'relationship',
    relationTo: name,
    hasMany: true,
    label: t.fields[name],
    ...(admin === undefined ? {} : { admin }),
  }))

export const classification = (): Field[] => [
  ...termFields({ position: 'sidebar' }),
  {
    name: 'channels',
    type: 'select',
    hasMany: true,
    options: Object.entries(t.options.channels).map(([value, label]) => ({ value, label })),
    label: t.fields.channels,
    admin: { position: 'sidebar', description: t.help.channels },
  },
]

export const related = (): Field => ({
  name: 'related',
  type: 'relationship',
  relationTo: [...CONTENT_TYPES],
  hasMany: true,
  label: t.fields.related,
  admin: { description: t.help.related },
})

export const attachments = (): ArrayField => ({
  name: 'attachments',
  type: 'array',
  label: t.fields.attachments,
  labels: rowNames(t.fields.attachment, t.fields.attachments),
  admin: { description: t.help.attachments },
  fields: [
    { name: 'file', type: 'upload', relationTo: 'media', required: true, label: t.fields.file },
    { name: 'title', type: 'text', label: t.fields.title },
  ],
})

/** The credits line: 署名、来源、责任编辑、校对、审核. */
export const credits = (): Field[] => [
  {
    name: 'authorUnit',
    type: 'text',
    required: true,
    label: t.fields.authorUnit,
    admin: { description: t.help.authorUnit },
  },
  {
    name: 'source',
    type: 'group',
    label: t.fields.source,
    fields: [
      {
        type: 'row',
        fields: [
          { name: 'name', type: 'text', label: t.fields.sourceName },
          {
            name: 'date',
            type: 'text',
            label: t.fields.sourceDate,
            admin: { description: t.help.sourceDate },
          },
        ],
      },
      { name: 'url', type: 'text', label: t.fields.sourceUrl, validate: webAddress },
    ],
  },
  {
    type: 'row',
    fields: [
      { name: 'responsibleEditor', type: 'text', label: t.fields.responsibleEditor },
      { name: 'proofreader', type: 'text', label: t.fields.proofreader },
      { name: 'reviewer', type: 'text', label: t.fields.reviewer },
    ],
  },
]

export const publishedAt = (): DateField => ({
  name: 'publishedAt',
  type: 'date',
  index: true,
  label: t.fields.publishedAt,
  admin: { ...dayAndTime, position: 'sidebar', description: t.help.publishedAt },
})

export const publishing = (): Field[] => [
  {
    name: 'revisedAt',
    type: 'date',
    label: t.fields.revisedAt,
    admin: { ...dayAndTime, description: t.help.revisedAt },
  },
  {
    name: 'corrections',
    type: 'array',
    label: t.fields.corrections,
    labels: rowNames(t.fields.correction, t.fields.corrections),
    admin: { description: t.help.corrections },
    fields: [
      { name: 'at', type: 'date', required: true, label: t.fields.correctedAt, admin: dayAndTime },
      { name: 'note', type: 'textarea', required: true, label: t.fields.note },
    ],
  },
  {
    name: 'withdrawal',
    type: 'group',
    label: t.fields.withdrawal,
    admin: { description: t.help.withdrawal },
    fields: [
      { name: 'reason', type: 'textarea', label: t.fields.reason },
      { name: 'at', type: 'date', label: t.fields.withdrawnAt, admin: dayAndTime },
    ],
  },
]

/** Where an imported document came from. Written by the importer, shown to staff. */
export const origin = ({
  original,
  foundByDigest = false,
}: {
  original: boolean
  /** Media are the same file wherever they lie. */
  foundByDigest?: boolean
}): Field => ({
  name: 'origin',
  type: 'group',
  label: t.fields.origin,
  access: { create: nobody, update: nobody },
  admin: {
    readOnly: true,
    condition: (_data, sibling: { origin?: { path?: string } } | undefined) =>
      Boolean(sibling?.origin?.path),
  },
  fields: [
    { name: 'path', type: 'text', index: true, label: t.fields.path, admin: { readOnly: true } },
    {
      name: 'digest',
      type: 'text',
      index: foundByDigest,
      label: t.fields.digest,
      admin: { readOnly: true },
    },
    ...(original
      ? [
          {
            name: 'original',
            type: 'upload' as const,
            relationTo: 'originals' as const,
            label: t.fields.original,
            admin: {
              readOnly: true,
              condition: (_data: unknown, sibling: { original?: unknown } | undefined) =>
                Boolean(sibling?.original),
            },
          },
        ]
      : []),
  ],
})
