/** The message that asks whether an address is meant: plain words, one link. */
import MailComposer from 'nodemailer/lib/mail-composer'

import { escapeHtml } from '@/core'

export interface Confirmation {
  readonly from: string
  readonly to: string
  readonly url: string
  /** Newspapers' titles. */
  readonly titles: readonly string[]
  readonly hours: number
  readonly date: Date
  readonly messageId: string
}

export async function confirmationMail(confirmation: Confirmation): Promise<Buffer> {
  const { from, to, url, titles, hours, date, messageId } = confirmation
  const names = titles.map((title) => `《${title.replace(/[\r\n]+/g, ' ')}》`).join('')
  const lines = [
    `有人用这个邮箱订阅了${names}。如果是您，请在 ${String(hours)} 小时内打开下面的链接确认；如果不是，请不要理会，我们不会再寄。`,
    `Somebody asked for ${names} to be sent to this address. If it was you, open this link within ${String(hours)} hours. If not, do nothing: nothing more is sent.`,
  ]
  return new MailComposer({
    from: { name: '手机报', address: from },
    to: { name: '', address: to },
    subject: '请确认订阅手机报 / Please confirm your subscription',
    date,
    messageId,
    text: `${lines.join('\n\n')}\n\n${url}\n`,
    html: `<!doctype html><html lang="zh-CN"><body>${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}<p><a href="${escapeHtml(url)}">${escapeHtml(url)}</a></p></body></html>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
}

/** One part of an SMS where it can be: numbers have no room for more. */
export const confirmationText = (sender: string, url: string): string =>
  `【${sender}】确认订阅请打开 ${url} 不是您本人请忽略`
