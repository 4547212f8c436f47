/** The far side of pushes on loopback, and an engine with a clock of its own that may call it. */
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import type { Change, Pointer } from '@/core'
import { openPush, type Endpoint, type Push, type PushErrorCode, type PushOptions } from '@/push'
import { createGuardedFetch } from '@/server/guarded-fetch'

export interface Received {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Reply {
  readonly status?: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Never answered. */
  readonly hangs?: true
  /** The connection is cut without an answer. */
  readonly cuts?: true
}

export interface Receiver extends AsyncDisposable {
  readonly url: string
  readonly received: Received[]
}

/** Answers whatever `reply` says; by default 200. */
export async function startReceiver(
  reply: (request: Received) => Reply = () => ({}),
): Promise<Receiver> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', headers } = request
      const one = { method, url: new URL(request.url ?? '/', 'http://here'), headers, body }
      received.push(one)
      const answer = reply(one)
      if (answer.hangs) return
      if (answer.cuts) request.socket.destroy()
      else response.writeHead(answer.status ?? 200, answer.headers).end(answer.body)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    received,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

export const START = Date.parse('2026-03-02T00:00:00Z')
export const PUBLIC_URL = 'https://hub.example.org'

export interface TestPush extends AsyncDisposable {
  readonly push: Push
  /** What is public, by path; bytes are found by their text. */
  readonly feeds: Map<string, string>
  readonly changes: Change[]
  epoch: string
  readonly endpoints: Map<string, Endpoint>
  readonly disabled: { id: string; code: PushErrorCode; since: Date }[]
  readonly errors: unknown[]
  pass(ms: number): void
  now(): Date
  /** One run; answers how many were sent and failed. */
  run(): Promise<{ sent: number; failed: number }>
}

const signal = new AbortController().signal

/** `guarded`: addresses inside the house are refused, as in production. Default false, since the far side is on loopback. */
export async function startPush(
  options: Partial<PushOptions> & { readonly guarded?: boolean } = {},
): Promise<TestPush> {
  const directory = await mkdtemp(join(tmpdir(), 'quanmei-push-'))
  const feeds = new Map<string, string>()
  const changes: Change[] = []
  const endpoints = new Map<string, Endpoint>()
  const disabled: TestPush['disabled'] = []
  const errors: unknown[] = []
  let passed = 0
  const now = (): Date => new Date(START + passed)
  const test: Omit<TestPush, 'push' | typeof Symbol.asyncDispose> = {
    feeds,
    changes,
    epoch: 'one',
    endpoints,
    disabled,
    errors,
    now,
    pass(ms) {
      passed += ms
    },
    run: () => push.drain(signal),
  }
  const push = await openPush({
    directory,
    secret: 'a secret of thirty-two characters!',
    publicUrl: PUBLIC_URL,
    http: createGuardedFetch({ allowed: () => options.guarded !== true }),
    now,
    random: () => 0,
    topics: {
      lookup: (path) => {
        const body = feeds.get(path)
        const pointer: Pointer | undefined =
          body === undefined
            ? undefined
            : {
                kind: 'file',
                path,
                digest: body,
                bytes: body.length,
                mediaType: 'application/atom+xml; charset=utf-8',
                lastModified: now().toISOString(),
              }
        return Promise.resolve(pointer)
      },
      readBlob: (digest) => Promise.resolve(Buffer.from(digest)),
    },
    changes: {
      page: (since, limit) =>
        Promise.resolve({
          epoch: test.epoch,
          last: changes.length,
          changes: changes.slice(since, since + limit),
        }),
    },
    endpoints: () => Promise.resolve([...endpoints.values()]),
    disable(id, code, since) {
      disabled.push({ id, code, since })
      const endpoint = endpoints.get(id)
      if (endpoint) endpoints.set(id, { ...endpoint, isEnabled: false })
      return Promise.resolve()
    },
    onError(error) {
      errors.push(error)
    },
    ...options,
  })
  return Object.assign(test, {
    push,
    async [Symbol.asyncDispose]() {
      push.close()
      await rm(directory, { recursive: true, force: true })
    },
  })
}
