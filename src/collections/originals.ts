import type { CollectionConfig } from 'payload'

import { texts as t } from '@/i18n/texts'

import { accessFor } from './access'
import { idField } from './fields/id'
import { checkUpload } from './uploads/check-upload'
import { mediaTypesOf, SOURCE_FILE_TYPES } from './uploads/file-types'

/** The files documents were imported from. Private: they may hold what an editor took out. */
export const originalsCollection = (directory: string): CollectionConfig => ({
  slug: 'originals',
  labels: { singular: t.collections.originals.one, plural: t.collections.originals.many },
  access: accessFor('originals'),
  admin: {
    group: t.groups.media,
    description: t.collections.originals.help,
    useAsTitle: 'filename',
    hideAPIURL: true,
    defaultColumns: ['filename', 'mimeType', 'filesize', 'createdAt'],
  },
  defaultSort: '-createdAt',
  upload: {
    staticDir: directory,
    mimeTypes: [
      ...mediaTypesOf(SOURCE_FILE_TYPES),
      'text/plain',
      'application/x-yaml',
      'application/xml',
    ],
    pasteURL: false,
    crop: false,
    focalPoint: false,
  },
  hooks: { beforeOperation: [checkUpload('originals', SOURCE_FILE_TYPES)] },
  // Payload's own field, with a label of ours.
  fields: [idField(), { name: 'mimeType', type: 'text', label: t.fields.mediaType }],
})
