import { texts as t } from '@/i18n/texts'

import { contentCollection } from './content-collection'
import { body } from './fields/content'
import { creditHours } from './fields/rules'

export const Courses = contentCollection({
  slug: 'courses',
  content: [body()],
  tabs: [
    {
      label: t.tabs.details,
      fields: [
        {
          name: 'lessons',
          type: 'array',
          label: t.fields.lessons,
          labels: { singular: t.fields.lesson, plural: t.fields.lessons },
          admin: { description: t.help.lessons },
          fields: [
            {
              name: 'lesson',
              type: 'relationship',
              relationTo: 'lessons',
              required: true,
              label: t.fields.lesson,
            },
            { name: 'required', type: 'checkbox', defaultValue: true, label: t.fields.required },
          ],
        },
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
            {
              name: 'lessonsRequired',
              type: 'number',
              min: 0,
              label: t.fields.lessonsRequired,
              admin: { description: t.help.lessonsRequired },
            },
            {
              name: 'quizPassMark',
              type: 'number',
              min: 0,
              max: 100,
              label: t.fields.quizPassMark,
              admin: { description: t.help.quizPassMark },
            },
          ],
        },
      ],
    },
  ],
})
