/**
 * Joining the parts of the index. FTS5 writes each batch as a tree of its own and joins some of them now and then; a
 * search goes through all that are left. Joined into one they answer common words in two thirds of the time.
 */
import { setImmediate as giveWay } from 'node:timers/promises'

import type { Client } from '@libsql/client'

import { statement } from './database'
import { MERGE_PAGES } from './limits'

/**
 * Joins everything into one tree, in steps between which other work gets its turn. It may stop after any of them: at the
 * signal it does, and answers `false`.
 */
export async function compact(client: Client, signal?: AbortSignal): Promise<boolean> {
  for (const table of ['heads', 'texts']) {
    // A negative number starts joining everything, a positive one goes on with it: fts5.html, "The 'merge' Command".
    let pages = -MERGE_PAGES
    while (await merge(client, table, pages)) {
      pages = MERGE_PAGES
      await giveWay()
      if (signal?.aborted) return false
    }
  }
  return true
}

/** `false` when there was nothing left to join: then FTS5 changes less than two rows. */
async function merge(client: Client, table: string, pages: number): Promise<boolean> {
  const before = await changes(client)
  await client.execute(
    statement(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ?)`, pages),
  )
  return (await changes(client)) - before >= 2
}

const changes = async (client: Client): Promise<number> =>
  Number((await client.execute('SELECT total_changes() AS count')).rows[0]?.['count'])
