/** Leases on SQLite: one upsert, so the database decides between rivals. */
import type { SqlDatabase, SqlRow, SqlValue } from './sqlite-database'
import type { LeaseStore } from './types'

export function createSqliteLeases(database: SqlDatabase): LeaseStore {
  const query = async (sql: string, ...args: SqlValue[]): Promise<readonly SqlRow[]> => {
    const [rows = []] = await database.run([{ sql, args }])
    return rows
  }

  return {
    async acquire(name, holder, now, ttlMs, mark) {
      const rows = await query(ACQUIRE, name, name, holder, now + ttlMs, mark ?? null, now)
      return rows.length === 1
    },

    async renew(name, holder, now, ttlMs) {
      const rows = await query(
        'UPDATE leases SET until = ? WHERE name = ? AND holder = ? RETURNING id',
        now + ttlMs,
        name,
        holder,
      )
      return rows.length === 1
    },

    // The row stays: it remembers the mark.
    async release(name, holder) {
      await query(
        'UPDATE leases SET holder = NULL, until = NULL WHERE name = ? AND holder = ? RETURNING id',
        name,
        holder,
      )
    },
  }
}

/** Args: id, name, holder, end, mark, now. A lease's id is its name. */
const ACQUIRE = `
  INSERT INTO leases (id, name, holder, until, mark) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (name) DO UPDATE
  SET holder = excluded.holder, until = excluded.until, mark = coalesce(excluded.mark, leases.mark)
  WHERE (leases.holder IS NULL OR leases.until <= ? OR leases.holder = excluded.holder)
    AND (excluded.mark IS NULL OR leases.mark IS NULL OR leases.mark < excluded.mark)
  RETURNING id`
