import type { Payload } from 'payload'

import type { Job } from './job'

/** Payload's own queue for scheduled publishing; its editor always uses this one (payloadcms/payload #16764). */
const QUEUE = 'default'

/** Longer than any publish takes: a job still marked as running after this lost its worker. */
const STUCK_AFTER_MS = 10 * 60_000

/**
 * Publishes and unpublishes what editors scheduled. Payload 3 has no leases on jobs: one whose worker died stays marked
 * as running for ever (payloadcms/payload #17220), so those are freed first. Publishing twice is harmless.
 */
export const scheduledPublishing = (payload: Payload): Job => ({
  name: 'scheduled-publishing',
  label: { zh: '定时发布与撤下', en: 'Scheduled publishing' },
  schedule: '* * * * *',
  async run({ now }) {
    const freed = await payload.update({
      collection: 'payload-jobs',
      where: {
        and: [
          { processing: { equals: true } },
          { updatedAt: { less_than: new Date(now().getTime() - STUCK_AFTER_MS).toISOString() } },
        ],
      },
      data: { processing: false },
      overrideAccess: true,
    })
    const result = await payload.jobs.run({ queue: QUEUE, limit: 100, sequential: true })
    const outcomes = Object.values(result.jobStatus ?? {})
    return {
      freed: freed.docs.length,
      ran: outcomes.length,
      failed: outcomes.filter(({ status }) => status !== 'success').length,
    }
  },
})
