/** What was delivered, read from a SQLite file without Payload: for threads that only rebuild. */
import { createClient } from '@libsql/client'

import { sqliteDatabase } from './sqlite-database'
import { deliveredPage } from './sqlite-ledger'
import type { LedgerStore } from './types'

export interface LedgerFile extends Pick<LedgerStore, 'delivered'> {
  close(): void
}

/** `url` as DATABASE_URL has it: `file:…`. Nothing is read before the first call. */
export function openLedgerFile(url: string): LedgerFile {
  const database = sqliteDatabase({ open: () => createClient({ url }) })
  return {
    delivered: (channel, page) => deliveredPage(database, channel, page),
    close() {
      database.close()
    },
  }
}
