import { texts as t } from '@/i18n/texts'

import { contentCollection } from './content-collection'
import { body, dayOnly } from './fields/content'
import { creditHours, quizOptions } from './fields/rules'

export const Lessons = contentCollection({
  slug: 'lessons',
  content: [
    {
      name: 'objectives',
      type: 'array',
      label: t.fields.objectives,
      labels: { singular: t.fields.objective, plural: t.fields.objectives },
      fields: [{ name: 'text', type: 'text', required: true, label: t.fields.text }],
    },
    body(),
  ],
  tabs: [
    {
      label: t.tabs.details,
      fields: [
        {
          type: 'row',
          fields: [
            {
              name: 'creditHours',
              type: 'number',
              label: t.fields.creditHours,
              admin: { description: t.help.creditHours, step: 0.1 },
              validate: creditHours,
            },
            { name: 'durationMinutes', type: 'number', min: 0, label: t.fields.durationMinutes },
          ],
        },
        {
          type: 'row',
          fields: [
            { name: 'teacher', type: 'text', label: t.fields.teacher },
            { name: 'producer', type: 'text', label: t.fields.producer },
          ],
        },
        { name: 'validUntil', type: 'date', label: t.fields.validUntil, admin: dayOnly },
      ],
    },
    {
      label: t.tabs.quiz,
      fields: [
        {
          name: 'quiz',
          type: 'array',
          label: t.fields.quiz,
          labels: { singular: t.fields.quizQuestion, plural: t.fields.quiz },
          admin: {
            components: { RowLabel: '/src/collections/fields/QuestionLabel#QuestionLabel' },
          },
          fields: [
            { name: 'question', type: 'text', required: true, label: t.fields.quizQuestion },
            {
              name: 'options',
              type: 'array',
              label: t.fields.options,
              labels: { singular: t.fields.option, plural: t.fields.options },
              admin: { description: t.help.quizOptions },
              validate: quizOptions,
              fields: [
                {
                  type: 'row',
                  fields: [
                    {
                      name: 'key',
                      type: 'text',
                      required: true,
                      maxLength: 3,
                      label: t.fields.key,
                      admin: { width: '15%' },
                    },
                    {
                      name: 'text',
                      type: 'text',
                      required: true,
                      label: t.fields.text,
                      admin: { width: '60%' },
                    },
                    {
                      name: 'correct',
                      type: 'checkbox',
                      defaultValue: false,
                      label: t.fields.correct,
                      admin: { width: '25%' },
                    },
                  ],
                },
              ],
            },
            { name: 'explanation', type: 'textarea', label: t.fields.explanation },
          ],
        },
      ],
    },
  ],
})
