import { texts as t } from '@/i18n/texts'

import { contentCollection } from './content-collection'
import { body, dayAndTime, picture } from './fields/content'
import { languageTag, notBefore, requiredAnd } from './fields/rules'

export const Videos = contentCollection({
  slug: 'videos',
  content: [
    {
      name: 'video',
      type: 'upload',
      relationTo: 'media',
      required: true,
      label: t.fields.video,
      filterOptions: { mimeType: { contains: 'video/' } },
    },
    picture('poster', t.fields.poster, t.help.poster),
    {
      name: 'durationSeconds',
      type: 'number',
      min: 0,
      label: t.fields.durationSeconds,
      admin: { description: t.help.duration },
    },
    body(),
  ],
  tabs: [
    {
      label: t.tabs.details,
      fields: [
        {
          name: 'captions',
          type: 'array',
          label: t.fields.captions,
          labels: { singular: t.fields.caption, plural: t.fields.captions },
          admin: { description: t.help.captions },
          fields: [
            {
              name: 'file',
              type: 'upload',
              relationTo: 'media',
              required: true,
              label: t.fields.file,
              filterOptions: { mimeType: { in: ['text/vtt', 'application/x-subrip'] } },
            },
            {
              type: 'row',
              fields: [
                {
                  name: 'language',
                  type: 'text',
                  required: true,
                  defaultValue: 'zh-CN',
                  label: t.fields.language,
                  validate: requiredAnd(languageTag),
                },
                {
                  name: 'kind',
                  type: 'select',
                  required: true,
                  defaultValue: 'captions',
                  options: Object.entries(t.options.captionKinds).map(([value, label]) => ({
                    value,
                    label,
                  })),
                  label: t.fields.kind,
                },
              ],
            },
          ],
        },
        {
          name: 'transcript',
          type: 'textarea',
          label: t.fields.transcript,
          admin: { description: t.help.transcript, rows: 8 },
        },
        {
          name: 'rights',
          type: 'group',
          label: t.fields.rights,
          admin: { description: t.help.rights },
          fields: [
            {
              type: 'row',
              fields: [
                { name: 'from', type: 'date', label: t.fields.from, admin: dayAndTime },
                {
                  name: 'until',
                  type: 'date',
                  label: t.fields.until,
                  admin: dayAndTime,
                  validate: notBefore('from'),
                },
              ],
            },
          ],
        },
      ],
    },
  ],
})
