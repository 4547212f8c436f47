/** Mail to the hub's own users, such as a link for a forgotten password: through the server that takes the newspaper. */
import { createTransport } from 'nodemailer'
import type { EmailAdapter } from 'payload'

import { serverAt } from '@/mailing/email/way'
import type { Settings } from '@/settings'

/** Payload's adapter, or nothing without SMTP_URL: Payload then writes to its log that a message could not be sent. */
export function accountMail({ smtpUrl, mailFrom }: Pick<Settings, 'smtpUrl' | 'mailFrom'>): {
  readonly email?: EmailAdapter
} {
  if (smtpUrl === undefined) return {}
  const transport = createTransport(serverAt(smtpUrl))
  return {
    email: () => ({
      name: 'smtp',
      defaultFromAddress: mailFrom,
      defaultFromName: '全媒 Quanmei',
      sendEmail: (message) =>
        transport.sendMail({
          ...message,
          from: message.from ?? { name: '全媒 Quanmei', address: mailFrom },
        }),
    }),
  }
}
