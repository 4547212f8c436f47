/** A real mail server on the loopback that answers, refuses, slows or hangs up as a test wants. */
import type { AddressInfo } from 'node:net'

import { SMTPServer } from 'smtp-server'

export interface Received {
  readonly from: string
  readonly to: string
  readonly raw: Buffer
}

/** `drop`: the connection ends. At `data`: in the middle of the text; at `done`: the text is there, the answer is not. */
export interface SmtpFault {
  readonly at: 'rcpt' | 'data' | 'done'
  readonly answer: 'drop' | { readonly code: number; readonly text: string }
}

export interface SmtpSink extends AsyncDisposable {
  readonly url: string
  readonly received: Received[]
  /** Resolves as soon as so many messages were received. */
  reached(count: number): Promise<void>
}

export async function startSmtpSink(
  fault: (to: string, count: number) => SmtpFault | undefined = () => undefined,
): Promise<SmtpSink> {
  const received: Received[] = []
  const awaited = new Set<{ count: number; resolve: () => void }>()
  const tried = new Map<string, number>()
  const faultsOf = new Map<string, SmtpFault | undefined>()
  const refusal = ({ code, text }: { code: number; text: string }): Error =>
    Object.assign(new Error(text), { responseCode: code })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo({ address }, session, callback) {
      const count = (tried.get(address) ?? 0) + 1
      tried.set(address, count)
      const found = fault(address, count)
      faultsOf.set(session.id, found)
      if (found?.at !== 'rcpt') callback()
      else if (found.answer === 'drop') connectionOf(server, session.id)?.close()
      else callback(refusal(found.answer))
    },
    onData(stream, session, callback) {
      const found = faultsOf.get(session.id)
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        if (found?.at === 'data' && found.answer === 'drop')
          connectionOf(server, session.id)?.close()
      })
      stream.once('end', () => {
        if (found && found.answer !== 'drop') {
          callback(refusal(found.answer))
          return
        }
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo[0]?.address ?? '',
          raw: Buffer.concat(chunks),
        })
        for (const each of awaited) {
          if (received.length < each.count) continue
          awaited.delete(each)
          each.resolve()
        }
        if (found) connectionOf(server, session.id)?.close()
        else callback()
      })
    },
  })
  server.on('error', () => undefined) // broken connections are what is tested
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${String(port)}`,
    received,
    reached: (count) =>
      new Promise((resolve) => {
        if (received.length >= count) resolve()
        else awaited.add({ count, resolve })
      }),
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => server.close(resolve))
    },
  }
}

interface Connection {
  readonly id: string
  close(): void
}

/** smtp-server keeps its connections in a set that its types don't show. */
const connectionOf = (server: SMTPServer, id: string): Connection | undefined =>
  [...(server as unknown as { connections: Set<Connection> }).connections].find(
    (connection) => connection.id === id,
  )
