/** The holiday calendar: days off and make-up working days (调休), as data. Empty until editors fill it in. */
import type { CollectionConfig } from 'payload'

import { texts as shared } from '@/i18n/texts'

import { accessFor } from './access'
import { dayOnly } from './fields/content'
import { idField } from './fields/id'
import { notBefore } from './fields/rules'
import { newspaperTexts as t } from './newspapers/texts'

export const Holidays: CollectionConfig = {
  slug: 'holidays',
  labels: { singular: t.holidays.one, plural: t.holidays.many },
  access: accessFor('holidays'),
  admin: {
    group: shared.groups.newspaper,
    description: t.holidays.help,
    useAsTitle: 'name',
    hideAPIURL: true,
    defaultColumns: ['name', 'kind', 'from', 'until'],
  },
  defaultSort: '-from',
  fields: [
    idField(),
    { name: 'name', type: 'text', required: true, maxLength: 60, label: t.fields.name },
    {
      name: 'kind',
      type: 'select',
      required: true,
      defaultValue: 'off',
      options: (['off', 'working'] as const).map((value) => ({ value, label: t.kinds[value] })),
      label: t.fields.kind,
    },
    {
      type: 'row',
      fields: [
        { name: 'from', type: 'date', required: true, label: t.fields.from, admin: dayOnly },
        {
          name: 'until',
          type: 'date',
          label: t.fields.until,
          admin: { ...dayOnly, description: t.help.until },
          validate: notBefore('from'),
        },
      ],
    },
  ],
}
