/** Subscribers and suppressions in the mailing store's SQLite file. */
import type { MailingForm } from '@/core'

import { listIn, numberIn, subscriberIn, textIn, toList, type Query } from './sqlite-rows'
import { sqliteSignUps } from './sqlite-sign-ups'
import type { NewSubscriber, PeopleStore, PutOutcome } from './store'

export function sqlitePeople(query: Query): PeopleStore {
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
      const had = before ? listIn(before, 'newspapers') : []
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
        textIn(before, 'state') === state
      if (same) return 'unchanged'
      written.push({ ...subscriber, newspapers, audiences })
      return before ? 'updated' : 'created'
    })
    return { outcomes, written }
  }

  return {
    ...sqliteSignUps(query),
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
    async search({ state, form, newspaper, lookup }, before, limit) {
      const rows = await query(
        `SELECT * FROM subscribers WHERE id < ?1 AND (?2 IS NULL OR state = ?2) AND (?3 IS NULL OR form = ?3)
           AND (?4 IS NULL OR instr(newspapers, ',' || ?4 || ',') > 0) AND (?5 IS NULL OR lookup = ?5)
         ORDER BY id DESC LIMIT ?6`,
        before,
        state ?? null,
        form ?? null,
        newspaper ?? null,
        lookup ?? null,
        limit,
      )
      return rows.map(subscriberIn)
    },
    async change(id, change, now) {
      const { newspapers, audiences } = change
      await query(
        CHANGE,
        change.state ?? null,
        change.form ?? null,
        change.domain ?? null,
        change.region ?? null,
        change.language ?? null,
        change.profile ?? null,
        newspapers ? toList(newspapers) : null,
        audiences ? toList(audiences) : null,
        change.consentedAt ?? null,
        change.consentSource ?? null,
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
  }
}

/** Args: a value or null for each column, now, number. */
const CHANGE = `
  UPDATE subscribers SET state = coalesce(?, state), form = coalesce(?, form), domain = coalesce(?, domain),
    region = coalesce(?, region), language = coalesce(?, language), profile = coalesce(?, profile),
    newspapers = coalesce(?, newspapers), audiences = coalesce(?, audiences),
    consented_at = coalesce(?, consented_at), consent_source = coalesce(?, consent_source), updated_at = ?
  WHERE id = ? RETURNING id`

/** Args: now, now, rows as JSON. */
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
    state = excluded.state,
    consented_at = excluded.consented_at, consent_source = excluded.consent_source, updated_at = excluded.updated_at
  RETURNING id`
