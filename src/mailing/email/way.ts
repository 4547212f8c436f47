/** E-mail: over nodemailer's pooled SMTP transport, or as `.eml` files into a folder where there is no server. */
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

import { createTransport, type SendMailOptions } from 'nodemailer'

import type { RecipientEvent } from '../recipient'
import { waitAfter, type Copy, type Way } from '../sending'
import { codeOf, follows } from './answers'

export interface Envelope {
  readonly from: string
  readonly to: string
}

/** A whole message as bytes, and whom it goes to. */
export type Composer = (copy: Copy) => { readonly envelope: Envelope; readonly message: Buffer }

export interface Dkim {
  readonly domain: string
  readonly selector: string
  /** PEM. */
  readonly privateKey: string
}

export interface SmtpOptions {
  readonly url: string
  readonly dkim?: Dkim
  /** Connections at once. */
  readonly connections: number
}

/** Long enough for slow servers (RFC 5321, 4.5.3.2), short enough that a dead one is noticed before the lease ends. */
const TIMEOUTS = { connectionTimeout: 30_000, greetingTimeout: 30_000, socketTimeout: 120_000 }

/** Headers DKIM signs: RFC 8058 asks for both List-Unsubscribe headers. */
const SIGNED =
  'from:to:subject:date:message-id:mime-version:content-type:list-id:list-unsubscribe:list-unsubscribe-post:feedback-id'

/** Nodemailer's options for an SMTP_URL. `?tls=none` for a server on a line that needs none. */
export function serverAt(url: string) {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url)
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (protocol === 'smtps:' ? 465 : 587),
    secure: protocol === 'smtps:',
    ...(searchParams.get('tls') === 'none' ? { ignoreTLS: true } : {}),
    ...(username
      ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }
      : {}),
    ...TIMEOUTS,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

export function openSmtp({ url, dkim, connections }: SmtpOptions): {
  way: (compose: Composer) => Way
  /** One message that belongs to no mailing; rejects where it was not taken. */
  post: (envelope: Envelope, message: Buffer) => Promise<void>
  close: () => Promise<void>
} {
  const transport = createTransport({
    pool: true,
    ...serverAt(url),
    maxConnections: connections,
    maxMessages: 1000,
    ...(dkim
      ? {
          dkim: {
            domainName: dkim.domain,
            keySelector: dkim.selector,
            privateKey: dkim.privateKey,
            headerFieldNames: SIGNED,
          },
        }
      : {}),
  })
  transport.use('stream', (mail, done) => {
    const watched = (mail.data as { [WATCHED]?: Watched })[WATCHED]
    const { message } = mail
    const create = message.createReadStream.bind(message)
    message.createReadStream = (...options) => {
      const stream = create(...options)
      watched?.streams.push(stream)
      return stream
    }
    done()
  })
  return {
    way: (compose) => ({
      async send(copy) {
        const { envelope, message } = compose(copy)
        const watched: Watched = { streams: [] }
        try {
          await transport.sendMail({
            envelope: { from: envelope.from, to: [envelope.to] },
            raw: message,
            [WATCHED]: watched,
          } as SendMailOptions)
          return { type: 'accepted' }
        } catch (error) {
          // Only what is being said after DATA is read: what was not read never left.
          const isLeaving = watched.streams.some(({ readableDidRead }) => readableDidRead)
          return whatHappened(error, isLeaving, copy)
        }
      },
      close: () => Promise.resolve(),
    }),
    async post({ from, to }, message) {
      await transport.sendMail({ envelope: { from, to: [to] }, raw: message })
    },
    close() {
      transport.close()
      return Promise.resolve()
    },
  }
}

const WATCHED = 'quanmeiWatched'
/** The streams nodemailer made of one message: one per connection it tried. */
interface Watched {
  readonly streams: Pick<Readable, 'readableDidRead'>[]
}

interface SmtpFault {
  readonly responseCode?: number
  readonly response?: string
  readonly command?: string
  readonly code?: string
}

function whatHappened(error: unknown, isLeaving: boolean, { recipient }: Copy): RecipientEvent {
  const { responseCode, response = '', command, code = 'ESOCKET' } = error as SmtpFault
  const waitMs = waitAfter(recipient.attempts)
  if (responseCode === undefined) {
    // Once the text began to leave, silence says nothing about whether it arrived.
    return isLeaving ? { type: 'lost', code } : { type: 'deferred', code, waitMs }
  }
  const answer = codeOf(responseCode, response)
  // A refused login or greeting is about us, not about the recipient.
  if (command !== 'RCPT TO' && !isLeaving) return { type: 'deferred', code: answer, waitMs }
  const next = follows(responseCode, response, command)
  if (next === 'later') return { type: 'deferred', code: answer, waitMs }
  return { type: 'refused', code: answer, address: next === 'address' }
}

/** Real messages into a folder, one file each, for a hub without a mail server. The same copy is the same file. */
export const outboxFolder =
  (directory: string) =>
  (compose: Composer): Way => ({
    async send(copy) {
      const { message } = compose(copy)
      const { mailing, subscriber } = copy.claimed
      await writeMessage(join(directory, String(mailing)), String(subscriber), message)
      return { type: 'accepted' }
    },
    close: () => Promise.resolve(),
  })

export async function writeMessage(folder: string, name: string, message: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, `${name}.eml`)
  await writeFile(`${file}.tmp`, message, { mode: 0o600 })
  await rename(`${file}.tmp`, file)
}
