/** What the worker counts, for Prometheus. The delivery plane adds its own to the same registry. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

import type { Job } from '@/jobs/job'
import type { AttemptRecord } from '@/plugins/distribution/hub'

export interface WorkerMetrics {
  readonly registry: Registry
  attempt(record: AttemptRecord): void
  /** One recipient of a mailing: by form (email, mms, sms) and what happened. */
  mailed(form: string, outcome: string): void
  /** Reports about messages by form: how many moved a recipient, how many named nothing of ours. */
  reported(form: string, outcome: string, count: number): void
  job(job: Job, outcome: 'ok' | 'failed', durationMs: number, now: Date): void
  /** What the job `tv-partners` counted. */
  partners(counts: Readonly<Record<string, unknown>>): void
}

export function createMetrics(): WorkerMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const attempts = new Counter({
    name: 'quanmei_delivery_attempts_total',
    help: 'Delivery attempts by channel and outcome',
    labelNames: ['channel', 'outcome'],
    registers,
  })
  const lag = new Histogram({
    name: 'quanmei_delivery_lag_seconds',
    help: 'Seconds from due to delivered',
    labelNames: ['channel'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 5, 15, 60, 300, 3600],
    registers,
  })
  const mailed = new Counter({
    name: 'quanmei_mailing_recipients_total',
    help: 'Recipients of mailings by form and outcome',
    labelNames: ['form', 'outcome'],
    registers,
  })
  const reported = new Counter({
    name: 'quanmei_mailing_reports_total',
    help: 'Reports about messages by form and what they did',
    labelNames: ['form', 'outcome'],
    registers,
  })
  const runs = new Counter({
    name: 'quanmei_job_runs_total',
    help: 'Runs of scheduled jobs by outcome',
    labelNames: ['job', 'outcome'],
    registers,
  })
  const duration = new Gauge({
    name: 'quanmei_job_last_duration_seconds',
    help: 'How long the last run of a scheduled job took',
    labelNames: ['job'],
    registers,
  })
  const lastRun = new Gauge({
    name: 'quanmei_job_last_run_timestamp_seconds',
    help: 'When a scheduled job last ended, seconds since the epoch',
    labelNames: ['job'],
    registers,
  })
  const partners = new Gauge({
    name: 'quanmei_tv_partner_findings',
    help: 'Withdrawals that partners still fetch, or may not know of',
    labelNames: ['kind'],
    registers,
  })
  return {
    registry,
    partners({ stillFetching, notInformed }) {
      partners.set({ kind: 'still-fetching' }, Number(stillFetching))
      partners.set({ kind: 'not-informed' }, Number(notInformed))
    },
    attempt({ channel, outcome, lagMs }) {
      attempts.inc({ channel, outcome })
      if (outcome === 'delivered') lag.observe({ channel }, Math.max(0, lagMs) / 1000)
    },
    mailed(form, outcome) {
      mailed.inc({ form, outcome })
    },
    reported(form, outcome, count) {
      if (count > 0) reported.inc({ form, outcome }, count)
    },
    job(job, outcome, durationMs, now) {
      runs.inc({ job: job.name, outcome })
      duration.set({ job: job.name }, durationMs / 1000)
      lastRun.set({ job: job.name }, now.getTime() / 1000)
    },
  }
}
