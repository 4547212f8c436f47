/** Webhook endpoints as the sender wants them, and what happens to one that failed for a day. */
import type { Payload } from 'payload'

import type { EndpointRow } from '@/collections/webhooks/records'
import { openSecrets } from '@/collections/webhooks/secrets'
import { webhookTexts as t } from '@/collections/webhooks/texts'
import { findRaw } from '@/plugins/distribution/gather'
import type { Endpoint, PushErrorCode } from '@/push'

import type { Logger } from './log'

const COLLECTION = 'webhook-endpoints'

/** Endpoints without a secret are not told of anything: nobody could verify it. */
export async function readEndpoints(payload: Payload): Promise<readonly Endpoint[]> {
  const rows = await findRaw<EndpointRow>(payload, COLLECTION, { enabled: { equals: true } })
  return rows.flatMap((row) => {
    const secrets = row.secrets ?? []
    if (secrets.length === 0) return []
    const endpoint: Endpoint = {
      id: row.id,
      url: row.url,
      secrets: openSecrets(payload.secret, secrets),
      actions: row.actions ?? [],
      types: row.types ?? [],
      isEnabled: true,
      since: Date.parse(row.enabledAt ?? '') || 0,
      ...(row.test ? { test: row.test } : {}),
      ...(row.replay ? { replay: row.replay } : {}),
    }
    return [endpoint]
  })
}

/** Switches it off, says so in the log and to its contact, where there is a mail server. */
export const disableEndpoint =
  ({ payload, log, isMailing }: { payload: Payload; log: Logger; isMailing: boolean }) =>
  async (id: string, code: PushErrorCode, since: Date): Promise<void> => {
    const where = { id: { equals: id } }
    const row = await payload.db.findOne<EndpointRow>({ collection: COLLECTION, where })
    if (!row) return
    const reason = `${code}, ${since.toISOString()}`
    const data = { enabled: false, disabledReason: reason }
    await payload.db.updateOne({ collection: COLLECTION, where, data })
    log.error({ endpoint: id, code, since, msg: 'a webhook endpoint was switched off' })
    if (!isMailing || !row.contact) return
    const fill = (text: string): string =>
      text
        .replace('{name}', row.name)
        .replace('{url}', row.url)
        .replace('{since}', since.toISOString())
        .replace('{code}', code)
    try {
      await payload.sendEmail({
        to: row.contact,
        subject: fill(`${t.mail.subject.zh} / ${t.mail.subject.en}`),
        text: `${fill(t.mail.text.zh)}\n\n${fill(t.mail.text.en)}\n`,
      })
    } catch (error) {
      log.error({ endpoint: id, err: error, msg: 'its contact could not be told' })
    }
  }
