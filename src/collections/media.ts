import type { CollectionConfig, ImageSize, TextFieldSingleValidation } from 'payload'

import { say, texts as t } from '@/i18n/texts'

import { accessFor } from './access'
import { classification, dayOnly, origin } from './fields/content'
import { idField } from './fields/id'
import { languageTag, webAddress } from './fields/rules'
import { checkUpload } from './uploads/check-upload'
import { FILE_TYPES, mediaTypesOf } from './uploads/file-types'

/**
 * Widths in pixels, heights in proportion. Sizes larger than the original are not made: `withoutEnlargement` would add a
 * copy of the original under each of their names.
 */
const WIDTHS = { small: 480, medium: 960, large: 1600 } as const

/**
 * AVIF takes about half the bytes of JPEG, WebP two thirds. `effort` is what an upload waits for: AVIF's default of 4 takes
 * some ten times as long as 1, for a few per cent fewer bytes.
 */
const FORMATS = {
  avif: { format: 'avif', options: { quality: 50, effort: 1 } },
  webp: { format: 'webp', options: { quality: 75 } },
} as const satisfies Record<string, ImageSize['formatOptions']>

/** Each width in the original's format and in the smaller ones: `small`, `small_avif`, `small_webp` … */
const sizes: ImageSize[] = [
  { name: 'thumbnail', width: 240 },
  ...Object.entries(WIDTHS).flatMap(([name, width]): ImageSize[] => [
    { name, width },
    ...Object.entries(FORMATS).map(([format, formatOptions]) => ({
      name: `${name}_${format}`,
      width,
      formatOptions,
      // The list of sizes in the admin would be nine lines of the same picture.
      admin: { disableListColumn: true, disableListFilter: true },
    })),
  ]),
]

/** Pictures must be described for people who can't see them; other files need not. */
const altText: TextFieldSingleValidation = (value, { req, data }) => {
  const { mimeType } = data as { mimeType?: string }
  const isPicture = (mimeType ?? req.file?.mimetype ?? '').startsWith('image/')
  return !isPicture || Boolean(value?.trim()) || say(t.errors.altRequired, req.i18n.language)
}

/** Originals and the sizes made of them. Staff only; the public gets published files from the delivery plane. */
export const mediaCollection = (directory: string): CollectionConfig => ({
  slug: 'media',
  labels: { singular: t.collections.media.one, plural: t.collections.media.many },
  access: accessFor('media'),
  admin: {
    group: t.groups.media,
    description: t.collections.media.help,
    useAsTitle: 'filename',
    hideAPIURL: true,
    defaultColumns: ['filename', 'alt', 'mimeType', 'license', 'updatedAt'],
    listSearchableFields: ['filename', 'alt', 'title', 'credit'],
  },
  defaultSort: '-updatedAt',
  upload: {
    staticDir: directory,
    mimeTypes: mediaTypesOf(FILE_TYPES),
    imageSizes: sizes,
    adminThumbnail: 'thumbnail',
    focalPoint: true,
    pasteURL: false,
  },
  hooks: { beforeOperation: [checkUpload('media', FILE_TYPES)] },
  fields: [
    idField(),
    {
      name: 'alt',
      type: 'text',
      maxLength: 300,
      label: t.fields.alt,
      admin: { description: t.help.alt },
      validate: altText,
    },
    { name: 'title', type: 'text', label: t.fields.title },
    {
      type: 'row',
      fields: [
        {
          name: 'credit',
          type: 'text',
          label: t.fields.credit,
          admin: { description: t.help.credit },
        },
        {
          name: 'license',
          type: 'text',
          label: t.fields.license,
          admin: { description: t.help.license },
        },
      ],
    },
    {
      name: 'licenseUrl',
      type: 'text',
      label: t.fields.licenseUrl,
      admin: { description: t.help.licenseUrl },
      validate: webAddress,
    },
    {
      name: 'source',
      type: 'text',
      label: t.fields.mediaSource,
      admin: { description: t.help.mediaSource },
    },
    {
      name: 'changes',
      type: 'text',
      label: t.fields.changes,
      admin: { description: t.help.changes },
    },
    {
      name: 'transcript',
      type: 'textarea',
      label: t.fields.transcript,
      admin: { description: t.help.mediaTranscript },
    },
    {
      name: 'expiresAt',
      type: 'date',
      label: t.fields.expiresAt,
      admin: { ...dayOnly, position: 'sidebar', description: t.help.expiresAt },
    },
    {
      name: 'durationSeconds',
      type: 'number',
      min: 0,
      label: t.fields.durationSeconds,
      admin: { position: 'sidebar', description: t.help.duration },
    },
    {
      name: 'language',
      type: 'text',
      label: t.fields.language,
      admin: { position: 'sidebar', description: t.help.language },
      validate: languageTag,
    },
    // Payload's own field, with a label of ours.
    { name: 'mimeType', type: 'text', label: t.fields.mediaType },
    ...classification().filter((field) => 'name' in field && field.name !== 'channels'),
    origin({ original: false, foundByDigest: true }),
  ],
})
