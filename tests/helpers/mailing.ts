/** A mailing engine over a throw-away directory, and subscribers for it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { EmailMessage, MailingOrder } from '@/core'
import { openMailing, type MailingEngine, type MailingOptions } from '@/mailing'

export const NEWSPAPER = { slug: 'morning', title: '学习早报' }
export const START = Date.parse('2026-03-02T00:00:00Z')

export interface TestMailing extends AsyncDisposable {
  readonly engine: MailingEngine
  readonly directory: string
  /** Moves the clock on. */
  pass(ms: number): void
  add(addresses: readonly string[], more?: { region?: string; audiences?: string[] }): Promise<void>
}

export async function startMailing(options: Partial<MailingOptions> = {}): Promise<TestMailing> {
  const directory = await mkdtemp(join(tmpdir(), 'quanmei-mailing-'))
  let passed = 0
  const engine = await openMailing({
    directory,
    secret: 'a secret of thirty-two characters!',
    publicUrl: 'https://hub.example.org',
    from: 'newspaper@example.org',
    rates: [],
    now: () => new Date(START + passed),
    ...options,
  })
  return {
    engine,
    directory,
    pass(ms) {
      passed += ms
    },
    async add(addresses, { region = '11', audiences = [] } = {}) {
      const rows = addresses.map((address) => {
        const lookup = engine.vault.lookup('email', address)
        return {
          lookup,
          sealed: engine.vault.seal(address, lookup),
          form: 'email' as const,
          domain: address.split('@')[1] ?? '',
          region,
          language: 'zh-CN',
          profile: 50 as const,
          audiences,
          newspapers: [NEWSPAPER.slug],
          state: 'active' as const,
          consentedAt: START,
          consentSource: 'test',
        }
      })
      await engine.store.put(rows, START)
    },
    async [Symbol.asyncDispose]() {
      await engine.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

export const MESSAGE: EmailMessage = {
  subject: '学习早报 第一期：春耕时节的农技课堂',
  html: '<html><body><h1>学习早报</h1><p>今天三条。</p><p><a href="{{unsubscribe_url}}">退订</a> <a href="{{preferences_url}}">设置</a></p></body></html>',
  text: '学习早报\n\n今天三条。\n\n退订：{{unsubscribe_url}}\n设置：{{preferences_url}}\n',
  pictures: [{ id: 'cover', mediaType: 'image/png', body: Buffer.from('89504e470d0a1a0a', 'hex') }],
}

export const order = (change: Partial<MailingOrder> = {}): MailingOrder => ({
  key: 'edition-1',
  newspaper: NEWSPAPER,
  edition: { id: '1', title: '第一期' },
  segments: [],
  messages: { email: MESSAGE },
  staleAfter: new Date(START + 86_400_000).toISOString(),
  ...change,
})

/** How many recipients are in each state. */
export async function statesOf(
  engine: MailingEngine,
  mailing: number,
): Promise<Record<string, number>> {
  const states: Record<string, number> = {}
  for (const { state, count } of await engine.store.tally(mailing)) {
    states[state] = (states[state] ?? 0) + count
  }
  return states
}
