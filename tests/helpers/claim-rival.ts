/**
 * A worker process of its own, for tests: claims and settles rows of one SQLite file until none is due, then prints
 * the ids it won as JSON. Arguments: file, name. Starts when a line arrives on its standard input.
 */
import { once } from 'node:events'

import { createClient } from '@libsql/client'

import { sqliteDatabase } from '@/outbox/sqlite-database'
import { createSqliteLedger } from '@/outbox/sqlite-ledger'

const [, , file = '', name = ''] = process.argv
const ledger = createSqliteLedger({
  database: sqliteDatabase({ open: () => createClient({ url: `file:${file}` }) }),
  within: () => {
    throw new Error('A rival opens no transaction')
  },
})

process.stdout.write('ready\n')
await once(process.stdin, 'data')

const now = Date.now()
const won: string[] = []
for (let round = 0; ; round += 1) {
  const token = `${name}:${String(round)}`
  const rows = await ledger.claim(
    { channel: 'feeds', destination: 'public' },
    { limit: 2, token, now, leaseMs: 30_000 },
  )
  if (rows.length === 0) break
  won.push(...rows.map(({ id }) => id))
  await ledger.settleMany(
    rows.map(({ id, delivery: { attempts } }) => ({
      id,
      next: { state: 'delivered', attempts, receipt: name },
      attempt: { at: now, durationMs: 0, worker: name, outcome: 'delivered', receipt: name },
    })),
    token,
    now,
  )
}
process.stdout.write(`${JSON.stringify(won)}\n`)
process.exit(0)
