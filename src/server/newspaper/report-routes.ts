/** Where gateways report what became of messages: POST `/newspaper/reports/FORM/SECRET`. */
import type { InboxRoute } from '@/delivery'
import type { MailingEngine, NumberForm } from '@/mailing'

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
        if (!answer) {
          return {
            status: 404,
            mediaType: 'text/plain; charset=utf-8',
            body: Buffer.from('not found\n'),
          }
        }
        metrics?.reported(form, 'moved', answer.moved)
        metrics?.reported(form, 'unknown', answer.unknown)
        return { ...answer, body: Buffer.from(answer.text) }
      },
    }))
