import type { Config } from 'payload'

import { texts as t } from '@/i18n/texts'

import { accessFor, rolesOf } from './access'

const administrators = ({ req }: { req: { user: unknown } }): boolean =>
  rolesOf(req.user).includes('administrator')

/**
 * Payload's queue, which holds scheduled publishing. Shown read-only; our timetable runs it (src/jobs), not Payload's
 * autoRun. Queueing through the API is for nobody: the admin schedules through its own server function.
 */
export const jobs: NonNullable<Config['jobs']> = {
  access: { run: administrators, queue: () => false, cancel: administrators },
  jobsCollectionOverrides: ({ defaultJobsCollection }) => ({
    ...defaultJobsCollection,
    labels: { singular: t.collections.jobs.one, plural: t.collections.jobs.many },
    access: accessFor('payload-jobs'),
    admin: {
      ...defaultJobsCollection.admin,
      hidden: false,
      group: t.groups.operation,
      description: t.collections.jobs.help,
      defaultColumns: ['taskSlug', 'waitUntil', 'processing', 'hasError', 'completedAt'],
    },
  }),
}
