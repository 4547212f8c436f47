/** Links that ask whether an address is meant, sent the way the address is reached. */
import { join } from 'node:path'

import { MAILING_FORMS, type MailingForm } from '@/core'

import { confirmationMail, confirmationText } from './email/confirmation'
import { writeMessage, type openSmtp } from './email/way'
import { sendText, type Gateways } from './gateway/ways'
import { CONFIRM_MS } from './people/sign-up'

export interface ConfirmationsOptions {
  readonly from: string
  readonly publicUrl: string
  readonly outbox: string
  readonly smtp: ReturnType<typeof openSmtp> | undefined
  readonly gateways: Gateways
  readonly http: typeof fetch
  readonly now: () => Date
  /** Told without the address. */
  readonly onError: (form: MailingForm, code: string) => void
}

export interface Confirmations {
  /** What can be signed up for: numbers need a gateway for SMS, which the link goes by, and one for MMS. */
  readonly forms: readonly MailingForm[]
  /** Begins; never rejects. */
  send(form: MailingForm, address: string, token: string, titles: readonly string[]): void
  /** Waits for what was begun. */
  close(): Promise<void>
}

export function createConfirmations(options: ConfirmationsOptions): Confirmations {
  const { from, publicUrl, outbox, smtp, gateways, http, now, onError } = options
  const underWay = new Set<Promise<void>>()

  async function sendNow(
    form: MailingForm,
    address: string,
    token: string,
    titles: readonly string[],
  ): Promise<void> {
    const url = `${publicUrl}/newspaper/confirm/${token}`
    if (form === 'email') {
      const domain = from.slice(from.lastIndexOf('@') + 1)
      const message = await confirmationMail({
        from,
        to: address,
        url,
        titles,
        hours: CONFIRM_MS / 3_600_000,
        date: now(),
        messageId: `<${crypto.randomUUID()}@${domain}>`,
      })
      // No VERP: a bounce of it is nobody's subscriber.
      if (smtp) await smtp.post({ from, to: address }, message)
      else await writeMessage(join(outbox, 'confirmations'), crypto.randomUUID(), message)
      return
    }
    const { sms } = gateways
    if (sms?.settings.kind !== 'http') return
    const text = confirmationText(titles[0] ?? '手机报', url)
    const event = await sendText({ ...sms, settings: sms.settings }, address, text, http)
    if (event.type !== 'accepted') onError(form, 'code' in event ? event.code : event.type)
  }

  return {
    forms: MAILING_FORMS.filter(
      (form) => form === 'email' || (gateways.sms !== undefined && gateways[form] !== undefined),
    ),
    send(form, address, token, titles) {
      const sending = sendNow(form, address, token, titles)
        .catch((error: unknown) => {
          onError(form, (error as NodeJS.ErrnoException).code ?? 'UNEXPECTED')
        })
        .finally(() => underWay.delete(sending))
      underWay.add(sending)
    },
    async close() {
      await Promise.all(underWay)
    },
  }
}
