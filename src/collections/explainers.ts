import { texts as t } from '@/i18n/texts'

import { contentCollection } from './content-collection'
import { bodyEditor } from './editor'
import { body, dayOnly, picture } from './fields/content'
import { notBefore } from './fields/rules'

export const Explainers = contentCollection({
  slug: 'explainers',
  content: [
    {
      name: 'plainSummary',
      type: 'textarea',
      label: t.fields.plainSummary,
      admin: { description: t.help.plainSummary, rows: 3 },
    },
    picture('explainingPicture', t.fields.explainingPicture, t.help.explainingPicture),
    body(),
  ],
  tabs: [
    {
      label: t.tabs.questions,
      fields: [
        {
          name: 'questions',
          type: 'array',
          label: t.fields.questions,
          labels: { singular: t.fields.question, plural: t.fields.questions },
          admin: {
            description: t.help.questions,
            components: { RowLabel: '/src/collections/fields/QuestionLabel#QuestionLabel' },
          },
          fields: [
            { name: 'question', type: 'text', required: true, label: t.fields.question },
            {
              name: 'answer',
              type: 'richText',
              required: true,
              editor: bodyEditor,
              label: t.fields.answer,
            },
            {
              name: 'clause',
              type: 'text',
              label: t.fields.clause,
              admin: { description: t.help.clause },
            },
            { name: 'clauseText', type: 'textarea', label: t.fields.clauseText },
          ],
        },
      ],
    },
    {
      label: t.tabs.details,
      fields: [
        {
          type: 'row',
          fields: [
            { name: 'documentNumber', type: 'text', label: t.fields.documentNumber },
            { name: 'issuer', type: 'text', label: t.fields.issuer },
          ],
        },
        {
          type: 'row',
          fields: [
            {
              name: 'effectiveFrom',
              type: 'date',
              label: t.fields.effectiveFrom,
              admin: dayOnly,
            },
            {
              name: 'effectiveUntil',
              type: 'date',
              label: t.fields.effectiveUntil,
              admin: dayOnly,
              validate: notBefore('effectiveFrom'),
            },
          ],
        },
      ],
    },
  ],
})
