/** Blocks of the rich text editor. Their field names are what src/richtext renders. */
import type { Block, RichTextField, UploadField } from 'payload'

import { texts as t, type Text } from '@/i18n/texts'

type Editor = NonNullable<RichTextField['editor']>

const file = (required = true): UploadField => ({
  name: 'file',
  type: 'upload',
  relationTo: 'media',
  required,
  label: t.fields.file,
})

const labels = ({ one, many }: { one: Text; many: Text }): { singular: Text; plural: Text } => ({
  singular: one,
  plural: many,
})

/** Editors know a block by what is in it; a name of its own would be one more field to leave empty. */
const unnamed: NonNullable<Block['admin']> = { disableBlockName: true }

const callout = (editor: Editor): Block => ({
  slug: 'callout',
  labels: labels(t.blocks.callout),
  admin: unnamed,
  fields: [
    {
      name: 'style',
      type: 'select',
      required: true,
      defaultValue: 'info',
      options: Object.entries(t.options.calloutStyles).map(([value, label]) => ({ value, label })),
      label: t.fields.style,
    },
    { name: 'title', type: 'text', label: t.fields.title },
    { name: 'content', type: 'richText', required: true, editor, label: t.fields.content },
  ],
})

const qa = (editor: Editor): Block => ({
  slug: 'qa',
  labels: labels(t.blocks.qa),
  admin: unnamed,
  fields: [
    { name: 'question', type: 'text', required: true, label: t.fields.question },
    { name: 'answer', type: 'richText', required: true, editor, label: t.fields.answer },
  ],
})

const video: Block = {
  slug: 'video',
  labels: labels(t.blocks.video),
  admin: unnamed,
  fields: [
    file(),
    { name: 'poster', type: 'upload', relationTo: 'media', label: t.fields.poster },
    { name: 'caption', type: 'text', label: t.fields.videoCaption },
  ],
}

const attachment: Block = {
  slug: 'attachment',
  labels: labels(t.blocks.attachment),
  admin: unnamed,
  fields: [file(), { name: 'title', type: 'text', label: t.fields.title }],
}

const download: Block = {
  slug: 'download',
  labels: labels(t.blocks.download),
  admin: unnamed,
  fields: [
    { name: 'title', type: 'text', label: t.fields.title },
    {
      name: 'files',
      type: 'array',
      required: true,
      minRows: 1,
      label: t.fields.files,
      labels: { singular: t.fields.file, plural: t.fields.files },
      fields: [file(), { name: 'title', type: 'text', label: t.fields.title }],
    },
  ],
}

export const footnote: Block = {
  slug: 'footnote',
  labels: labels(t.blocks.footnote),
  admin: unnamed,
  fields: [
    {
      name: 'text',
      type: 'textarea',
      required: true,
      label: t.fields.text,
      admin: { description: t.help.footnote },
    },
  ],
}

export const bodyBlocks = (editor: Editor): Block[] => [
  callout(editor),
  qa(editor),
  video,
  attachment,
  download,
]
