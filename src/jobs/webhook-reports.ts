/** Writes beside each webhook endpoint how it fares, for the admin: what the sender keeps is in a file of its own. */
import type { Payload } from 'payload'

import type { EndpointReport } from '@/collections/webhooks/records'
import { findByIds } from '@/plugins/distribution/gather'
import { RECENT, type Push } from '@/push'

import type { Job } from './job'

export const webhookReports = (payload: Payload, { store }: Push): Job => ({
  name: 'webhook-reports',
  label: { zh: 'Webhook 情况', en: 'How webhooks fare' },
  schedule: '* * * * *',
  async run({ previous, now }) {
    const until = now().getTime()
    const since = (previous as { until?: number } | undefined)?.until ?? 0
    const touched = await store.touched(since)
    const endpoints = await findByIds<{ id: string }>(
      payload,
      'webhook-endpoints',
      touched,
      undefined,
      {
        name: true,
      },
    )
    for (const { id } of endpoints) {
      const report = await reportOf(store, id)
      await payload.db.updateOne({
        collection: 'webhook-endpoints',
        where: { id: { equals: id } },
        data: { report },
      })
    }
    return { reports: endpoints.length, until }
  },
})

const iso = (time: number | undefined): string | undefined =>
  time === undefined ? undefined : new Date(time).toISOString()

async function reportOf(store: Push['store'], id: string): Promise<EndpointReport> {
  const health = await store.health(id)
  const counts = await store.counts(id)
  const recent = await store.recent(id, RECENT)
  return {
    waiting: counts['due'] ?? 0,
    delivered: counts['done'] ?? 0,
    failed: counts['failed'] ?? 0,
    failingSince: iso(health.failingSince),
    lastSuccessAt: iso(health.lastSuccessAt),
    lastAttemptAt: iso(health.lastAttemptAt),
    recent: recent.map(({ subject, state, attempts, code, status, createdAt }) => ({
      event: subject,
      state,
      attempts,
      code,
      status,
      at: new Date(createdAt).toISOString(),
    })),
  }
}
