/** The mailing store in one SQLite file: each method is one statement, or one batch between BEGIN IMMEDIATE and COMMIT. */
import { createClient } from '@libsql/client'

import type { MailingForm, Segment } from '@/core'
import { sqliteDatabase, type SqlRow, type SqlValue } from '@/outbox/sqlite-database'

import { advance } from './recipient'
import { copyFrom, copyTo } from './sqlite-copy'
import {
  claimedIn,
  mailingIn,
  numberIn,
  recipientIn,
  subscriberIn,
  textIn,
  toList,
} from './sqlite-rows'
import { SCHEMA } from './sqlite-schema'
import type { MailingStore, NewSubscriber, PutOutcome } from './store'

export async function openSqliteStore(file: string): Promise<MailingStore> {
  const database = sqliteDatabase({ open: () => createClient({ url: `file:${file}` }) })
  const query = async (sql: string, ...args: SqlValue[]): Promise<readonly SqlRow[]> => {
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

  /** What is to be written, with its lists as kept, and what to say of each. */
  async function weigh(subscribers: readonly NewSubscriber[]) {
    const rows = await query(
      `SELECT s.lookup, s.newspapers, s.audiences, s.region, s.language, s.profile, s.form, s.state
         FROM json_each(?) e JOIN subscribers s ON s.lookup = e.value`,
      JSON.stringify(subscribers.map(({ lookup }) => lookup)),
    )
    const barred = await query(
      `SELECT p.lookup, p.newspaper FROM json_each(?) e JOIN suppressions p ON p.lookup = e.value`,
      JSON.stringify(subscribers.map(({ lookup }) => lookup)),
    )
    const bars = new Set(
      barred.map((row) => `${textIn(row, 'lookup')} ${textIn(row, 'newspaper')}`),
    )
    const known = new Map(rows.map((row) => [textIn(row, 'lookup'), row]))
    const written: object[] = []
    const outcomes = subscribers.map((subscriber): PutOutcome => {
      const { lookup } = subscriber
      const wanted = bars.has(`${lookup} `)
        ? []
        : subscriber.newspapers.filter((each) => !bars.has(`${lookup} ${each}`))
      if (wanted.length === 0) return 'suppressed'
      const before = known.get(lookup)
      const had = before ? fromList(textIn(before, 'newspapers')) : []
      const newspapers = toList([...new Set([...had, ...wanted])].sort())
      const audiences = toList([...subscriber.audiences].sort())
      const { form, region, language, profile, state } = subscriber
      const same =
        before !== undefined &&
        textIn(before, 'newspapers') === newspapers &&
        textIn(before, 'audiences') === audiences &&
        textIn(before, 'form') === form &&
        textIn(before, 'region') === region &&
        textIn(before, 'language') === language &&
        numberIn(before, 'profile') === profile &&
        (textIn(before, 'state') === state || state === 'pending')
      if (same) return 'unchanged'
      written.push({ ...subscriber, newspapers, audiences })
      return before ? 'updated' : 'created'
    })
    return { outcomes, written }
  }

  return {
    async put(subscribers, now) {
      const { outcomes, written } = await weigh(subscribers)
      if (written.length > 0) await query(PUT, now, now, JSON.stringify(written))
      return outcomes
    },
    preview: async (subscribers) => (await weigh(subscribers)).outcomes,
    async find(lookup) {
      const [row] = await query('SELECT * FROM subscribers WHERE lookup = ?', lookup)
      return row && subscriberIn(row)
    },
    async get(id) {
      const [row] = await query('SELECT * FROM subscribers WHERE id = ?', id)
      return row && subscriberIn(row)
    },
    async list(after, limit) {
      const rows = await query(
        'SELECT * FROM subscribers WHERE id > ? ORDER BY id LIMIT ?',
        after,
        limit,
      )
      return rows.map(subscriberIn)
    },
    async change(id, { state, newspapers, stamp, audiences }, now) {
      await query(
        `UPDATE subscribers SET state = coalesce(?, state), newspapers = coalesce(?, newspapers),
           stamp = coalesce(?, stamp), audiences = coalesce(?, audiences), updated_at = ?
         WHERE id = ? RETURNING id`,
        state ?? null,
        newspapers ? toList(newspapers) : null,
        stamp ?? null,
        audiences ? toList(audiences) : null,
        now,
        id,
      )
    },
    async erase(id) {
      await query('DELETE FROM subscribers WHERE id = ? RETURNING id', id)
    },
    async countSubscribers() {
      const rows = await query(
        'SELECT state, form, count(*) AS n FROM subscribers GROUP BY state, form',
      )
      return rows.map((row) => ({
        state: textIn(row, 'state') as 'active',
        form: textIn(row, 'form') as MailingForm,
        count: numberIn(row, 'n'),
      }))
    },

    async suppress(lookup, newspaper, reason, now) {
      await query(
        `INSERT INTO suppressions (lookup, newspaper, reason, at) VALUES (?, ?, ?, ?)
         ON CONFLICT (lookup, newspaper) DO UPDATE SET reason = excluded.reason, at = excluded.at RETURNING at`,
        lookup,
        newspaper,
        reason,
        now,
      )
    },
    async suppressions(lookup) {
      const rows = await query('SELECT * FROM suppressions WHERE lookup = ?', lookup)
      return rows.map((row) => ({
        newspaper: textIn(row, 'newspaper'),
        reason: textIn(row, 'reason') as 'manual',
        at: numberIn(row, 'at'),
      }))
    },
    async lift(lookup, newspaper) {
      await query(
        `DELETE FROM suppressions WHERE lookup = ? AND newspaper IN ('', ?) AND reason <> 'manual' RETURNING at`,
        lookup,
        newspaper,
      )
    },

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
    async freeze(mailing, newspaper, segments, forms, after, limit) {
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
              AND ${sql}
            ON CONFLICT DO NOTHING`,
          args: [mailing, after, last, `,${newspaper},`, newspaper, ...args],
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
    async settle(settlings, token, now) {
      const mailings = [...new Set(settlings.map(({ mailing }) => mailing))]
      let moved = 0
      for (const mailing of mailings) {
        const mine = settlings.filter((each) => each.mailing === mailing)
        const rows = await query(
          `SELECT r.* FROM json_each(?) e JOIN recipients r ON r.mailing = ? AND r.subscriber = e.value`,
          JSON.stringify(mine.map(({ subscriber }) => subscriber)),
          mailing,
        )
        const known = new Map(rows.map((row) => [numberIn(row, 'subscriber'), row]))
        const moves = mine.flatMap(({ subscriber, event }) => {
          const row = known.get(subscriber)
          if (!row || (token !== undefined && row['token'] !== token)) return []
          const before = recipientIn(row)
          const next = advance(before, event, now)
          return next === before ? [] : [{ subscriber, was: before.state, ...next }]
        })
        if (moves.length === 0) continue
        moved += (await query(SETTLE, JSON.stringify(moves), mailing, token ?? null)).length
      }
      return moved
    },
    async expire(now) {
      const rows = await query(
        `UPDATE recipients SET state = 'unknown', code = 'WORKER_LOST', token = NULL, lease_until = NULL
         WHERE lease_until <= ? AND state = 'sending' RETURNING subscriber`,
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

const fromList = (text: string): string[] => text.split(',').filter((each) => each !== '')

const MAILING =
  'id, key, newspaper, title, state, recipients, created_at, started_at, finished_at, stale_after'

/** Args: now, now, rows as JSON. Whoever waits for confirmation does not take an active subscription away. */
const PUT = `
  INSERT INTO subscribers (lookup, sealed, form, domain, region, language, profile, audiences, newspapers, state,
    consented_at, consent_source, created_at, updated_at)
  SELECT e.value ->> 'lookup', e.value ->> 'sealed', e.value ->> 'form', e.value ->> 'domain', e.value ->> 'region',
    e.value ->> 'language', e.value ->> 'profile', e.value ->> 'audiences', e.value ->> 'newspapers',
    e.value ->> 'state', e.value ->> 'consentedAt', e.value ->> 'consentSource', ?, ?
  FROM json_each(?) e WHERE true
  ON CONFLICT (lookup) DO UPDATE SET sealed = excluded.sealed, form = excluded.form, domain = excluded.domain,
    region = excluded.region, language = excluded.language, profile = excluded.profile,
    audiences = excluded.audiences, newspapers = excluded.newspapers,
    state = CASE WHEN excluded.state = 'pending' AND subscribers.state = 'active' THEN 'active' ELSE excluded.state END,
    consented_at = excluded.consented_at, consent_source = excluded.consent_source, updated_at = excluded.updated_at
  RETURNING id`

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

/** Args: moves as JSON, mailing, token or null. */
const SETTLE = `
  UPDATE recipients SET state = e.value ->> 'state', attempts = e.value ->> 'attempts',
    not_before = e.value ->> 'notBefore', code = e.value ->> 'code', token = NULL, lease_until = NULL
  FROM json_each(?1) e
  WHERE mailing = ?2 AND subscriber = e.value ->> 'subscriber' AND state = e.value ->> 'was'
    AND (?3 IS NULL OR token = ?3)
  RETURNING subscriber`

/** A condition on `s` and its arguments. */
function audienceOf(
  segments: readonly Segment[],
  forms: readonly MailingForm[],
): [string, SqlValue[]] {
  const args: SqlValue[] = [JSON.stringify(forms)]
  const base = 's.form IN (SELECT value FROM json_each(?))'
  if (segments.length === 0) return [base, args]
  const each = segments.map((segment) => {
    const all: string[] = []
    const need = (sql: string, values: readonly (string | number)[] | undefined): void => {
      if (!values) return
      all.push(sql)
      args.push(JSON.stringify(values))
    }
    need(
      `EXISTS (SELECT 1 FROM json_each(?) v WHERE instr(s.audiences, ',' || v.value || ',') > 0)`,
      segment.audiences,
    )
    need(
      `EXISTS (SELECT 1 FROM json_each(?) v WHERE substr(s.region, 1, length(v.value)) = v.value)`,
      segment.regions,
    )
    need('s.language IN (SELECT value FROM json_each(?))', segment.languages)
    need('s.form IN (SELECT value FROM json_each(?))', segment.forms)
    need('s.profile IN (SELECT value FROM json_each(?))', segment.profiles)
    return all.length === 0 ? 'true' : `(${all.join(' AND ')})`
  })
  return [`${base} AND (${each.join(' OR ')})`, args]
}
