import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, expect, it } from 'vitest'

import { openStores } from '@/outbox'

import { newDelivery } from '../../contract/ledger-steps'
import { openSqliteLedger, type LedgerPayload } from '../../helpers/ledger-payload'

const RIVALS = 4
const ROWS = 400

let opened: LedgerPayload

beforeAll(async () => {
  opened = await openSqliteLedger()
})
afterAll(() => opened[Symbol.asyncDispose]())

/** Starts a worker process and answers, once it is ready, how to let it run to its end. */
async function startRival(name: string): Promise<() => Promise<readonly string[]>> {
  const script = fileURLToPath(new URL('../../helpers/claim-rival.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, opened.url, name], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  expect((await lines.next()).value).toBe('ready')
  return async () => {
    child.stdin.write('go\n')
    const line = (await lines.next()) as IteratorResult<string, undefined>
    const printed: unknown = JSON.parse(line.value ?? '')
    expect((await ended)[0]).toBe(0)
    return printed as string[]
  }
}

it(`gives each of ${String(ROWS)} rows to exactly one of ${String(RIVALS)} processes on one file`, async () => {
  const { ledger } = openStores(opened.payload)
  const rows = Array.from({ length: ROWS }, (_, index) =>
    newDelivery({ document: `articles/${String(index)}` }),
  )
  await ledger.enqueue(rows, Date.now())
  const names = Array.from({ length: RIVALS }, (_, index) => `rival-${String(index)}`)
  const starts = await Promise.all(names.map(startRival))
  const won = await Promise.all(starts.map((start) => start()))

  expect(won.flat()).toHaveLength(ROWS)
  expect(new Set(won.flat())).toEqual(new Set(rows.map(({ id }) => id)))
  // Otherwise they did not compete, and the test has shown nothing.
  expect(won.filter(({ length }) => length > 0).length).toBeGreaterThan(1)
  for (const [index, ids] of won.entries()) {
    const receipts = await Promise.all(ids.map((id) => ledger.find(id)))
    expect(
      receipts.every(
        (row) => row?.delivery.state === 'delivered' && row.delivery.receipt === names[index],
      ),
    ).toBe(true)
  }
})
