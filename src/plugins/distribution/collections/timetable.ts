import type { CollectionConfig } from 'payload'

import { accessFor } from '@/collections/access'

import { adminTexts as t } from '../admin-texts'
import { idField, shownJson } from './fields'

/** What the scheduled jobs last did; written by src/jobs/timetable.ts, one row per job. */
export const Timetable: CollectionConfig<'timetable'> = {
  slug: 'timetable',
  labels: t.timetable.labels,
  access: accessFor('timetable'),
  admin: {
    group: t.group,
    useAsTitle: 'label',
    defaultColumns: [
      'label',
      'schedule',
      'lastStartedAt',
      'lastDurationMs',
      'lastOutcome',
      'nextRunAt',
    ],
    description: t.timetable.description,
  },
  lockDocuments: false,
  fields: [
    idField(),
    { name: 'name', type: 'text', required: true, unique: true, label: t.fields.jobName },
    { name: 'label', type: 'text', label: t.fields.job },
    { name: 'schedule', type: 'text', label: t.fields.schedule },
    { name: 'nextRunAt', type: 'date', label: t.fields.nextRunAt, admin: t.withSeconds },
    { name: 'lastStartedAt', type: 'date', label: t.fields.lastStartedAt, admin: t.withSeconds },
    { name: 'lastFinishedAt', type: 'date', label: t.fields.lastFinishedAt, admin: t.withSeconds },
    { name: 'lastDurationMs', type: 'number', label: t.fields.lastDurationMs },
    { name: 'lastOutcome', type: 'select', options: t.jobOutcomes, label: t.fields.lastOutcome },
    shownJson('lastResult', t.fields.lastResult),
    { name: 'lastError', type: 'textarea', label: t.fields.lastError },
    { name: 'runs', type: 'number', defaultValue: 0, label: t.fields.runs },
    { name: 'failures', type: 'number', defaultValue: 0, label: t.fields.failures },
    { name: 'worker', type: 'text', label: t.fields.worker },
  ],
}
