/** Who is subscribed to which topic, until when. Secrets are sealed. */
import type { Sealing } from '@/core'
import type { SqlRow } from '@/outbox/sqlite-database'

import type { PushStore } from '../store'

export interface Subscription {
  readonly id: string
  readonly callback: string
  readonly topic: string
  readonly secret?: string
  /** Milliseconds since the epoch. */
  readonly leaseUntil: number
  /** Digest of what the subscriber has: what it was sent last, or what there was when it subscribed. */
  readonly delivered: string
}

export interface Subscriptions {
  byId(id: string): Promise<Subscription | undefined>
  /** Topics somebody is subscribed to now. */
  topics(now: number): Promise<readonly string[]>
  /** Subscriptions to a topic whose subscriber does not have this content. */
  behind(topic: string, digest: string, now: number): Promise<readonly string[]>
  countOf(host: string, now: number): Promise<number>
  /** A known one gets the new secret and lease, and keeps what it has. */
  put(subscription: Subscription, now: number): Promise<void>
  delivered(id: string, digest: string): Promise<void>
  remove(id: string): Promise<void>
  /** Removes those whose lease ended; answers their ids. */
  expired(now: number): Promise<readonly string[]>
}

export const subscriptions = (
  { query }: Pick<PushStore, 'query'>,
  sealing: Sealing,
): Subscriptions => {
  const read = (row: SqlRow): Subscription => {
    const id = String(row['id'])
    return {
      id,
      callback: String(row['callback']),
      topic: String(row['topic']),
      leaseUntil: Number(row['lease_until']),
      delivered: String(row['delivered']),
      ...(typeof row['secret'] === 'string' ? { secret: sealing.open(row['secret'], id) } : {}),
    }
  }
  const ids = (rows: readonly SqlRow[]): string[] => rows.map((row) => String(row['id']))
  return {
    async byId(id) {
      const [row] = await query('SELECT * FROM subscriptions WHERE id = ?', id)
      return row && read(row)
    },
    async topics(now) {
      const rows = await query(
        'SELECT DISTINCT topic FROM subscriptions WHERE lease_until > ? ORDER BY topic',
        now,
      )
      return rows.map((row) => String(row['topic']))
    },
    behind: async (topic, digest, now) =>
      ids(
        await query(
          'SELECT id FROM subscriptions WHERE topic = ? AND lease_until > ? AND delivered <> ?',
          topic,
          now,
          digest,
        ),
      ),
    async countOf(host, now) {
      const [row] = await query(
        'SELECT count(*) AS n FROM subscriptions WHERE host = ? AND lease_until > ?',
        host,
        now,
      )
      return Number(row?.['n'] ?? 0)
    },
    async put({ id, callback, topic, secret, leaseUntil, delivered }, now) {
      await query(
        `INSERT INTO subscriptions (id, callback, host, topic, secret, lease_until, delivered, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET secret = excluded.secret,
           lease_until = excluded.lease_until RETURNING id`,
        id,
        callback,
        new URL(callback).host,
        topic,
        secret === undefined ? null : sealing.seal(secret, id),
        leaseUntil,
        delivered,
        now,
      )
    },
    async delivered(id, digest) {
      await query('UPDATE subscriptions SET delivered = ? WHERE id = ? RETURNING id', digest, id)
    },
    async remove(id) {
      await query('DELETE FROM subscriptions WHERE id = ? RETURNING id', id)
    },
    expired: async (now) =>
      ids(await query('DELETE FROM subscriptions WHERE lease_until <= ? RETURNING id', now)),
  }
}
