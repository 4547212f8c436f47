/**
 * Where far sides report what became of messages: gateways by POST `/newspaper/reports/FORM/SECRET`, the mail server in front by
 * POST `/newspaper/bounces/SECRET` with a returned message as it is.
 */
import { timingSafeEqual } from 'node:crypto'

import type { ComputedAnswer, InboxRoute } from '@/delivery'
import { takeReport, type MailingEngine, type NumberForm } from '@/mailing'

import type { WorkerMetrics } from '../metrics'

/** Reports are small, also a thousand of them. */
const MOST_BYTES = 1 << 20

export const reportRoutes = (
  mailing: MailingEngine,
  metrics?: WorkerMetrics,
): readonly InboxRoute[] =>
  (['mms', 'sms'] as const satisfies readonly NumberForm[])
    .filter((form) => mailing.gateways[form]?.reportSecret !== undefined)
    .map((form) => ({
      path: `/newspaper/reports/${form}`,
      mostBytes: MOST_BYTES,
      async receive(secret, { mediaType, body }) {
        const answer = await mailing.report(form, secret, mediaType, body)
        if (!answer) return said(404, 'not found')
        metrics?.reported(form, 'moved', answer.moved)
        metrics?.reported(form, 'unknown', answer.unknown)
        return { ...answer, body: Buffer.from(answer.text) }
      },
    }))

export const bounceRoutes = (
  mailing: MailingEngine,
  secret: string | undefined,
  metrics?: WorkerMetrics,
): readonly InboxRoute[] =>
  secret === undefined
    ? []
    : [
        {
          path: '/newspaper/bounces',
          mostBytes: MOST_BYTES,
          async receive(given, { body }) {
            if (!isSame(given, secret)) return said(404, 'not found')
            const { outcome, detail } = await takeReport(mailing, body, Date.now())
            metrics?.reported('email', outcome, 1)
            return said(200, `${outcome} ${detail}`.trim())
          },
        },
      ]

const said = (status: number, text: string): ComputedAnswer => ({
  status,
  mediaType: 'text/plain; charset=utf-8',
  body: Buffer.from(`${text}\n`),
})

const isSame = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right))
