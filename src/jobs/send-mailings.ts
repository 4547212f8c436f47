/** Sends what is due of every running mailing. Ordering one wakes it at once; this finds what waited, or was left by a crash. */
import type { MailingEngine } from '@/mailing'

import type { Job } from './job'

export const SEND_MAILINGS = 'send-mailings'

export const sendMailings = (mailing: MailingEngine): Job => ({
  name: SEND_MAILINGS,
  label: { zh: '手机报发送', en: 'Send mailings' },
  schedule: '*/10 * * * * *',
  run: async ({ signal }) => ({ ...(await mailing.drain(signal)) }),
})
