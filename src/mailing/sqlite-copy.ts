/** The store as one file for a backup, and back. */
import { createClient, type Client } from '@libsql/client'

import { textIn } from './sqlite-rows'

/** Whatever refers to a row stands after it. */
const TABLES = [
  'subscribers',
  'suppressions',
  'mailings',
  'recipients',
  'receipts',
  'soft_bounces',
  'departures',
] as const

/** A whole copy of this moment, while others read and write. `target` must not exist. */
export async function copyTo(file: string, target: string): Promise<void> {
  await withClient(file, async (client) => {
    await client.execute({ sql: 'VACUUM INTO ?', args: [target] })
  })
}

/**
 * Fills an empty store from such a copy, all or nothing. What was being sent then may have been sent since: running mailings
 * are paused until a person resumes them, those whose audience was not complete are stopped.
 */
export async function copyFrom(file: string, source: string, now: number): Promise<void> {
  await withClient(file, async (client) => {
    await client.execute({ sql: 'ATTACH ? AS kept', args: [source] })
    const statements: string[] = []
    for (const table of TABLES) {
      const { rows } = await client.execute({
        sql: `SELECT name FROM pragma_table_info(?, 'kept')`,
        args: [table],
      })
      const columns = rows.map((row) => textIn(row, 'name')).join(', ')
      statements.push(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM kept.${table}`)
    }
    await client.batch(
      [
        ...statements,
        // Numbers of erased subscribers are not given again: links in old messages name them.
        'DELETE FROM main.sqlite_sequence',
        'INSERT INTO main.sqlite_sequence (name, seq) SELECT name, seq FROM kept.sqlite_sequence',
        `UPDATE mailings SET state = 'paused' WHERE state = 'running'`,
        {
          sql: `UPDATE mailings SET state = 'stopped', finished_at = ? WHERE state = 'freezing'`,
          args: [now],
        },
      ],
      'write',
    )
  })
}

async function withClient(file: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = createClient({ url: `file:${file}` })
  try {
    await client.execute('PRAGMA busy_timeout = 5000')
    await work(client)
  } finally {
    client.close()
  }
}
