import { texts as t } from '@/i18n/texts'

import { countryCodes } from './columns'
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
    {
      label: t.tabs.broadcast,
      fields: [
        {
          name: 'ingestReport',
          type: 'ui',
          admin: {
            components: {
              Field: '/src/collections/broadcast/components/IngestReport#IngestReport',
            },
          },
        },
        {
          type: 'row',
          fields: [
            {
              name: 'column',
              type: 'relationship',
              relationTo: 'columns',
              index: true,
              label: t.fields.column,
              admin: { description: t.help.column },
            },
            { name: 'episode', type: 'number', min: 1, label: t.fields.episode },
          ],
        },
        {
          name: 'airings',
          type: 'array',
          label: t.fields.airings,
          labels: { singular: t.fields.airing, plural: t.fields.airings },
          admin: { description: t.help.airings },
          fields: [
            {
              type: 'row',
              fields: [
                {
                  name: 'at',
                  type: 'date',
                  required: true,
                  index: true,
                  label: t.fields.airedAt,
                  admin: dayAndTime,
                },
                { name: 'repeat', type: 'checkbox', defaultValue: false, label: t.fields.repeat },
              ],
            },
          ],
        },
        {
          name: 'chapters',
          type: 'array',
          label: t.fields.chapters,
          labels: { singular: t.fields.chapter, plural: t.fields.chapters },
          admin: { description: t.help.chapters },
          fields: [
            {
              type: 'row',
              fields: [
                {
                  name: 'seconds',
                  type: 'number',
                  min: 0,
                  required: true,
                  label: t.fields.seconds,
                },
                { name: 'title', type: 'text', required: true, label: t.fields.title },
              ],
            },
          ],
        },
        { name: 'producer', type: 'text', label: t.fields.producer },
        {
          type: 'row',
          fields: [
            {
              name: 'productionNumber',
              type: 'text',
              label: t.fields.productionNumber,
              admin: { description: t.help.productionNumber },
            },
            {
              name: 'approvalNumber',
              type: 'text',
              label: t.fields.approvalNumber,
              admin: { description: t.help.approvalNumber },
            },
          ],
        },
        {
          name: 'region',
          type: 'group',
          label: t.fields.region,
          fields: [
            {
              type: 'row',
              fields: [
                {
                  name: 'relationship',
                  type: 'select',
                  defaultValue: 'allow',
                  options: Object.entries(t.options.relationships).map(([value, label]) => ({
                    value,
                    label,
                  })),
                  label: t.fields.relationship,
                },
                {
                  name: 'countries',
                  type: 'text',
                  hasMany: true,
                  label: t.fields.countries,
                  admin: { description: t.help.countries },
                  validate: countryCodes,
                },
              ],
            },
          ],
        },
        {
          name: 'rating',
          type: 'select',
          options: Object.entries(t.options.ratings).map(([value, label]) => ({ value, label })),
          label: t.fields.rating,
        },
        {
          name: 'keywords',
          type: 'text',
          hasMany: true,
          label: t.fields.keywords,
          admin: { description: t.help.keywords },
        },
      ],
    },
  ],
})
