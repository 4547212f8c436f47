/** The mailing store in one SQLite file: each method is one statement, or one batch between BEGIN IMMEDIATE and COMMIT. */
import { createClient } from '@libsql/client'

import { sqliteDatabase } from '@/outbox/sqlite-database'

import { audienceOf } from './sqlite-audience'
import { copyFrom, copyTo } from './sqlite-copy'
import { REPORTS_KEPT_MS, sqliteOutcomes } from './sqlite-outcomes'
import { sqlitePeople } from './sqlite-people'
import { claimedIn, mailingIn, numberIn, textIn, type Query } from './sqlite-rows'
import { SCHEMA } from './sqlite-schema'
import type { MailingStore } from './store'

export async function openSqliteStore(file: string): Promise<MailingStore> {
  const database = sqliteDatabase({ open: () => createClient({ url: `file:${file}` }) })
  const query: Query = async (sql, ...args) => {
    const [rows = []] = await database.run([{ sql, args }])
    return rows
  }
  // Outside a transaction, which a change of the journal's mode needs.
  const setup = createClient({ url: `file:${file}` })
  try {
    await setup.execute('PRAGMA busy_timeout = 5000')
    await setup.execute('PRAGMA journal_mode = WAL')
    await setup.batch(SCHEMA, 'write')
  } finally {
    setup.close()
  }

  return {
    ...sqlitePeople(query),
    async order({ key, newspaper, title, order, staleAfter }, now) {
      await query(
        `INSERT INTO mailings (key, newspaper, title, state, created_at, stale_after, content)
         VALUES (?, ?, ?, 'freezing', ?, ?, ?) ON CONFLICT (key) DO NOTHING RETURNING id`,
        key,
        newspaper,
        title,
        now,
        staleAfter,
        order,
      )
      const [row] = await query(`SELECT ${MAILING} FROM mailings WHERE key = ?`, key)
      if (!row) throw new Error(`The mailing ${key} was not kept`)
      return mailingIn(row)
    },
    async freeze(mailing, newspaper, segments, forms, after, limit, instead = []) {
      const [end] = await query(
        'SELECT max(id) AS last, count(*) AS n FROM (SELECT id FROM subscribers WHERE id > ? ORDER BY id LIMIT ?)',
        after,
        limit,
      )
      if (!end || numberIn(end, 'n') === 0) return undefined
      const last = numberIn(end, 'last')
      const [sql, args] = audienceOf(segments, forms)
      await database.run([
        {
          sql: `INSERT INTO recipients (mailing, subscriber, domain, state)
            SELECT ?, s.id, s.domain, 'queued' FROM subscribers s
            WHERE s.id > ? AND s.id <= ? AND s.state = 'active' AND instr(s.newspapers, ?) > 0
              AND NOT EXISTS (SELECT 1 FROM suppressions p WHERE p.lookup = s.lookup AND p.newspaper IN ('', ?))
              AND NOT EXISTS (SELECT 1 FROM json_each(?) e JOIN recipients r
                ON r.mailing = e.value AND r.subscriber = s.id AND r.state NOT IN ('queued', 'suppressed'))
              AND ${sql}
            ON CONFLICT DO NOTHING`,
          args: [
            ...[mailing, after, last, `,${newspaper},`, newspaper, JSON.stringify(instead)],
            ...args,
          ],
        },
      ])
      return numberIn(end, 'n') < limit ? undefined : last
    },
    async mailing(id) {
      const [row] = await query(`SELECT ${MAILING} FROM mailings WHERE id = ?`, id)
      return row && mailingIn(row)
    },
    async mailingByKey(key) {
      const [row] = await query(`SELECT ${MAILING} FROM mailings WHERE key = ?`, key)
      return row && mailingIn(row)
    },
    async mailingsUnder(prefix) {
      const rows = await query(
        `SELECT ${MAILING} FROM mailings WHERE substr(key, 1, length(?)) = ? ORDER BY id`,
        prefix,
        prefix,
      )
      return rows.map(mailingIn)
    },
    async mailings(limit) {
      const rows = await query(`SELECT ${MAILING} FROM mailings ORDER BY id DESC LIMIT ?`, limit)
      return rows.map(mailingIn)
    },
    async content(id) {
      const [row] = await query('SELECT content FROM mailings WHERE id = ?', id)
      return textIn(row ?? {}, 'content')
    },
    async move(id, from, to, now, staleAfter) {
      const rows = await query(
        `UPDATE mailings SET state = ?, stale_after = coalesce(?, stale_after),
           started_at = CASE WHEN state = 'freezing' THEN ? ELSE started_at END,
           recipients = CASE WHEN state = 'freezing'
             THEN (SELECT count(*) FROM recipients WHERE mailing = mailings.id) ELSE recipients END,
           finished_at = CASE WHEN ? IN ('finished', 'stopped') THEN ? ELSE NULL END
         WHERE id = ? AND state IN (SELECT value FROM json_each(?)) RETURNING id`,
        to,
        staleAfter ?? null,
        now,
        to,
        now,
        id,
        JSON.stringify(from),
      )
      return rows.length === 1
    },
    async nextDomain(mailing, after, now) {
      // One step along the index for each domain; a domain whose rows all wait is passed over.
      let domain = after
      for (;;) {
        const [next] = await query(
          `SELECT domain, not_before FROM recipients
           WHERE mailing = ? AND state = 'queued' AND domain > ?
           ORDER BY domain, not_before LIMIT 1`,
          mailing,
          domain,
        )
        if (!next) return undefined
        domain = textIn(next, 'domain')
        if (numberIn(next, 'not_before') <= now) return domain
      }
    },
    async claim(mailing, domain, token, leaseUntil, limit, now) {
      const rows = await query(CLAIM, token, leaseUntil, mailing, domain, now, limit, mailing)
      const ids = rows.map((row) => numberIn(row, 'subscriber'))
      const claimed = await query(CLAIMED, mailing, JSON.stringify(ids), token)
      return claimed.map(claimedIn)
    },
    ...sqliteOutcomes(database, query),
    async expire(now) {
      const rows = await query(
        `UPDATE recipients SET state = 'unknown', code = 'WORKER_LOST', token = NULL, lease_until = NULL
         WHERE lease_until <= ? AND state = 'sending' RETURNING subscriber`,
        now,
      )
      await query('DELETE FROM early_reports WHERE at <= ? RETURNING at', now - REPORTS_KEPT_MS)
      return rows.length
    },
    async postpone(mailing, domain, code, until, now) {
      const rows = await query(
        `UPDATE recipients SET not_before = ?, code = ?
         WHERE mailing = ? AND state = 'queued' AND domain = ? AND not_before <= ? RETURNING subscriber`,
        until,
        code,
        mailing,
        domain,
        now,
      )
      return rows.length
    },
    async repeat(mailing, state, now) {
      const rows = await query(
        `UPDATE recipients SET state = 'queued', attempts = 0, not_before = ?, code = ''
         WHERE mailing = ? AND state = ? RETURNING subscriber`,
        now,
        mailing,
        state,
      )
      return rows.length
    },
    async open(mailing) {
      const [row] = await query(
        `SELECT count(*) AS n FROM (SELECT 1 FROM recipients
           WHERE mailing = ? AND state IN ('queued', 'sending') LIMIT 1)`,
        mailing,
      )
      return row ? numberIn(row, 'n') : 0
    },
    async tally(mailing) {
      const rows = await query(
        'SELECT domain, state, code, count(*) AS n FROM recipients WHERE mailing = ? GROUP BY state, domain, code',
        mailing,
      )
      return rows.map((row) => ({
        domain: textIn(row, 'domain'),
        state: textIn(row, 'state') as 'sent',
        code: textIn(row, 'code'),
        count: numberIn(row, 'n'),
      }))
    },
    async receivedBy(subscriber) {
      const rows = await query(
        `SELECT m.newspaper, m.title, m.created_at, r.state, r.code
         FROM mailings m CROSS JOIN recipients r ON r.mailing = m.id AND r.subscriber = ? ORDER BY m.id`,
        subscriber,
      )
      return rows.map((row) => ({
        newspaper: textIn(row, 'newspaper'),
        title: textIn(row, 'title'),
        orderedAt: numberIn(row, 'created_at'),
        state: textIn(row, 'state') as 'sent',
        code: textIn(row, 'code'),
      }))
    },
    copyTo: (target) => copyTo(file, target),
    copyFrom: (source, now) => copyFrom(file, source, now),
    close() {
      database.close()
      return Promise.resolve()
    },
  }
}

const MAILING =
  'id, key, newspaper, title, state, recipients, created_at, started_at, finished_at, stale_after'

/** Args: token, lease end, mailing, domain, now, limit, mailing. */
const CLAIM = `
  UPDATE recipients SET state = 'sending', attempts = attempts + 1, token = ?, lease_until = ?
  WHERE subscriber IN (
    SELECT subscriber FROM recipients
    WHERE mailing = ? AND state = 'queued' AND domain = ? AND not_before <= ? LIMIT ?)
    AND mailing = ? AND state = 'queued'
  RETURNING subscriber`

/** Args: mailing, numbers as JSON, token. A person who was erased or left since is claimed to be withheld. */
const CLAIMED = `
  SELECT r.*, coalesce(s.form, 'email') AS form, coalesce(s.lookup, '') AS lookup, coalesce(s.sealed, '') AS sealed,
    coalesce(s.profile, 50) AS profile,
    (s.id IS NULL OR s.state <> 'active' OR instr(s.newspapers, ',' || m.newspaper || ',') = 0) AS withheld
  FROM mailings m JOIN json_each(?2) e JOIN recipients r ON r.mailing = m.id AND r.subscriber = e.value
    LEFT JOIN subscribers s ON s.id = r.subscriber
  WHERE m.id = ?1 AND r.token = ?3`
