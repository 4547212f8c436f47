/** The headers of one copy, and its body from the template. No value reaches a header that was not checked for line ends. */
import type { EmailMessage } from '@/core'

import type { Vault } from '../vault'
import { LINK_LENGTH } from '../vault'
import { buildTemplate } from './template'
import type { Composer } from './way'

export const LINK_PATHS = {
  unsubscribe: '/newspaper/unsubscribe',
  preferences: '/newspaper/preferences',
  confirm: '/newspaper/confirm',
} as const

export interface ComposerOptions {
  readonly message: EmailMessage
  readonly newspaper: { readonly slug: string; readonly title: string }
  readonly mailing: number
  readonly publicUrl: string
  /** The address readers see. */
  readonly from: string
  /** The domain bounces come back to; the address is made per recipient (VERP). */
  readonly bounceDomain: string
  readonly vault: Vault
  readonly now: () => Date
}

/** `?t=` would be broken by quoted-printable, so links carry their token after a slash in messages. */
export const messageLink = (
  publicUrl: string,
  page: 'unsubscribe' | 'preferences',
  token: string,
): string => `${publicUrl}${LINK_PATHS[page]}/${token}`

export async function createComposer(options: ComposerOptions): Promise<Composer> {
  const { message, newspaper, mailing, publicUrl, from, bounceDomain, vault, now } = options
  const length = (page: 'unsubscribe' | 'preferences'): number =>
    messageLink(publicUrl, page, '').length + LINK_LENGTH
  const template = await buildTemplate(message, {
    unsubscribe: length('unsubscribe'),
    preferences: length('preferences'),
  })
  const domain = from.slice(from.lastIndexOf('@') + 1)
  const fixed = [
    `From: ${encodedName(newspaper.title)}<${from}>`,
    template.headers.trimEnd(),
    `List-Id: <${newspaper.slug}.${domain}>`,
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    `Feedback-ID: ${String(mailing)}:${newspaper.slug}:quanmei:${domain}`,
    'Precedence: bulk',
    'Auto-Submitted: auto-generated',
  ].join('\r\n')

  return ({ claimed: { subscriber }, address }) => {
    const link = { subscriber, mailing, stamp: 0 }
    const unsubscribe = messageLink(publicUrl, 'unsubscribe', vault.sign('unsubscribe', link))
    const preferences = messageLink(publicUrl, 'preferences', vault.sign('preferences', link))
    const verp = vault.sign('bounce', link)
    const head = [
      fixed,
      `To: <${headerSafe(address)}>`,
      `Date: ${now().toUTCString().replace('GMT', '+0000')}`,
      `Message-ID: <${verp}@${domain}>`,
      `List-Unsubscribe: <${unsubscribe}>`,
    ].join('\r\n')
    return {
      envelope: { from: `b-${verp}@${bounceDomain}`, to: address },
      message: Buffer.concat([
        Buffer.from(`${head}\r\n\r\n`, 'latin1'),
        template.fill({ unsubscribe, preferences }),
      ]),
    }
  }
}

/** Addresses are checked where they come in; this is the second lock on the door. */
function headerSafe(address: string): string {
  if (!/^[\x21-\x7e]+$/.test(address) || /[<>,;]/.test(address)) {
    throw new RangeError('An address with characters a header can’t carry')
  }
  return address
}

/** RFC 2047, in pieces of at most 75 characters. */
function encodedName(name: string): string {
  const clean = name
    .replace(/[\0-\x1f\x7f]+/g, ' ')
    .trim()
    .slice(0, 60)
  if (clean === '') return ''
  const words: string[] = []
  let piece = ''
  for (const character of clean) {
    if (Buffer.byteLength(piece + character) > 42) {
      words.push(piece)
      piece = ''
    }
    piece += character
  }
  words.push(piece)
  return `${words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ')} `
}
