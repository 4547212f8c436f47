/** Statements inside a transaction that Payload opened. Nothing is tried again here: the transaction is its owner's. */
import { sql } from '@payloadcms/db-sqlite'

import type { SqlDatabase, SqlRow, Statement } from './sqlite-database'

/** The part of Drizzle's transaction used here. */
export interface DrizzleTransaction {
  run(query: ReturnType<typeof sql>): PromiseLike<{ readonly rows: readonly SqlRow[] }>
}

export const transactionDatabase = (transaction: DrizzleTransaction): SqlDatabase => ({
  async run(statements) {
    const results = []
    for (const statement of statements) {
      const { rows } = await transaction.run(asDrizzle(statement))
      results.push(rows)
    }
    return results
  },
})

/** Drizzle takes no `?` but values between pieces of text. */
function asDrizzle({ sql: text, args }: Statement): ReturnType<typeof sql> {
  const [first = '', ...rest] = text.split('?')
  const pieces = rest.flatMap((piece, index) => [sql`${args[index] ?? null}`, sql.raw(piece)])
  return sql.join([sql.raw(first), ...pieces])
}
