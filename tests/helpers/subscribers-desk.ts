/** A real mailing engine behind a channel's ports, with one subscriber, and what becomes of that one. */
import type { Mailings } from '@/core'
import type { MailingEngine } from '@/mailing'

import { startMailing, type TestMailing } from './mailing'
import { memoryPorts, type MemoryPorts } from './ports'

export const READER = 'reader@example.net'

export interface SubscribersDesk extends AsyncDisposable {
  /** Ports over an engine of their own. */
  open(): MemoryPorts
  engineOf(ports: MemoryPorts): Promise<MailingEngine>
  /** Copies of orders under that prefix that reached the subscriber or still will. */
  copies(ports: MemoryPorts, prefix: string): Promise<number>
}

export function subscribersDesk(): SubscribersDesk {
  const engines = new Map<MemoryPorts['mailings'], Promise<TestMailing>>()
  const engineOf = async ({ mailings }: Pick<MemoryPorts, 'mailings'>): Promise<MailingEngine> => {
    const mailing = await engines.get(mailings)
    if (!mailing) throw new Error('These ports are not of this desk')
    return mailing.engine
  }
  return {
    engineOf,
    open() {
      const started = startMailing().then(async (mailing) => {
        await mailing.add([READER])
        return mailing
      })
      const mailings: Mailings = {
        start: async (order) => (await started).engine.start(order),
        stop: async (key) => (await started).engine.stop(key),
        placed: async (prefix) => (await started).engine.placed(prefix),
      }
      engines.set(mailings, started)
      return { ...memoryPorts(), mailings }
    },
    async copies(ports, prefix) {
      const { store } = await engineOf(ports)
      let copies = 0
      for (const { id, state } of await store.mailingsUnder(prefix)) {
        for (const row of await store.tally(id)) {
          if (row.state !== 'suppressed' && (state !== 'stopped' || row.state !== 'queued')) {
            copies += row.count
          }
        }
      }
      return copies
    },
    async [Symbol.asyncDispose]() {
      for (const started of engines.values()) await (await started)[Symbol.asyncDispose]()
    },
  }
}
