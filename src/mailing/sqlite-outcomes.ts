/** What became of recipients: by our own sender, and by what far sides report. */
import type { SqlDatabase, Statement } from '@/outbox/sqlite-database'

import { advance, type ReportedOutcome } from './recipient'
import { numberIn, recipientIn, textIn, type Query } from './sqlite-rows'
import type { MailingStore, Report, Settling } from './store'

/** How long a report waits for the receipt it names. */
export const REPORTS_KEPT_MS = 24 * 60 * 60_000
/** Reports that wait at once; whoever knows the secret can't fill the disk. */
const MOST_EARLY = 200_000

export function sqliteOutcomes(
  database: SqlDatabase,
  query: Query,
): Pick<MailingStore, 'settle' | 'report' | 'softBounce' | 'note' | 'departures'> {
  async function settleOne(
    mailing: number,
    settlings: readonly Settling[],
    token: string | undefined,
    now: number,
  ): Promise<number> {
    const rows = await query(
      `SELECT r.* FROM json_each(?) e JOIN recipients r ON r.mailing = ? AND r.subscriber = e.value`,
      JSON.stringify(settlings.map(({ subscriber }) => subscriber)),
      mailing,
    )
    const known = new Map(rows.map((row) => [numberIn(row, 'subscriber'), row]))
    const moves = settlings.flatMap(({ subscriber, event }) => {
      const row = known.get(subscriber)
      if (!row || (token !== undefined && row['token'] !== token)) return []
      const before = recipientIn(row)
      const next = advance(before, event, now)
      return next === before ? [] : [{ subscriber, was: before.state, ...next }]
    })
    const receipts = settlings.flatMap(({ subscriber, event }) =>
      event.type === 'accepted' && event.receipt !== undefined
        ? [{ subscriber, receipt: event.receipt }]
        : [],
    )
    const statements: Statement[] = []
    if (moves.length > 0)
      statements.push({ sql: SETTLE, args: [JSON.stringify(moves), mailing, token ?? null] })
    // Also of copies that were reported on meanwhile: more reports may come.
    if (receipts.length > 0)
      statements.push({ sql: RECEIPTS, args: [mailing, JSON.stringify(receipts)] })
    if (statements.length === 0) return 0
    const [moved = []] = await database.run(statements)
    if (receipts.length > 0)
      await useEarly(
        receipts.map(({ receipt }) => receipt),
        now,
      )
    return moves.length > 0 ? moved.length : 0
  }

  /** Reports that came before their receipts. */
  async function useEarly(receipts: readonly string[], now: number): Promise<void> {
    const early = await query(
      `SELECT e.form, e.receipt, e.outcome, e.code, r.mailing, r.subscriber FROM json_each(?) j
         JOIN early_reports e ON e.receipt = j.value JOIN receipts r ON r.form = e.form AND r.receipt = e.receipt`,
      JSON.stringify(receipts),
    )
    for (const row of early) {
      const mailing = numberIn(row, 'mailing')
      const event = reportedAs(textIn(row, 'outcome') as ReportedOutcome, textIn(row, 'code'))
      await settleOne(
        mailing,
        [{ mailing, subscriber: numberIn(row, 'subscriber'), event }],
        undefined,
        now,
      )
      await query(
        'DELETE FROM early_reports WHERE form = ? AND receipt = ? RETURNING at',
        textIn(row, 'form'),
        textIn(row, 'receipt'),
      )
    }
  }

  /** Whom the report is about; only a copy that there is. */
  async function copyOf({ form, receipt, copy }: Report): Promise<Report['copy']> {
    const [row] =
      receipt === undefined
        ? []
        : await query(
            'SELECT mailing, subscriber FROM receipts WHERE form = ? AND receipt = ?',
            form,
            receipt,
          )
    const [known] =
      row || !copy
        ? [row]
        : await query(
            'SELECT mailing, subscriber FROM recipients WHERE mailing = ? AND subscriber = ?',
            copy.mailing,
            copy.subscriber,
          )
    return (
      known && { mailing: numberIn(known, 'mailing'), subscriber: numberIn(known, 'subscriber') }
    )
  }

  return {
    async settle(settlings, token, now) {
      let moved = 0
      for (const mailing of new Set(settlings.map((each) => each.mailing))) {
        const mine = settlings.filter((each) => each.mailing === mailing)
        moved += await settleOne(mailing, mine, token, now)
      }
      return moved
    },
    async report(report, now) {
      let copy = await copyOf(report)
      if (!copy && report.receipt !== undefined) {
        const kept = await query(
          `INSERT INTO early_reports (form, receipt, outcome, code, at)
           SELECT ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM early_reports) < ${String(MOST_EARLY)}
           ON CONFLICT (form, receipt) DO UPDATE SET outcome = excluded.outcome, code = excluded.code RETURNING at`,
          report.form,
          report.receipt,
          report.outcome,
          report.code,
          now,
        )
        // The receipt may have been written since we looked.
        copy = await copyOf(report)
        if (!copy) return { outcome: kept.length > 0 ? 'kept' : 'unknown' }
        await query(
          'DELETE FROM early_reports WHERE form = ? AND receipt = ? RETURNING at',
          report.form,
          report.receipt,
        )
      }
      if (!copy) return { outcome: 'unknown' }
      const event = reportedAs(report.outcome, report.code)
      const moved = await settleOne(copy.mailing, [{ ...copy, event }], undefined, now)
      return { outcome: moved > 0 ? 'moved' : 'unchanged', subscriber: copy.subscriber }
    },
    async softBounce(subscriber, mailing, windowMs, now) {
      const [, , [row] = []] = await database.run([
        {
          sql: 'DELETE FROM soft_bounces WHERE subscriber = ? AND at <= ? RETURNING at',
          args: [subscriber, now - windowMs],
        },
        {
          sql: 'INSERT INTO soft_bounces (subscriber, mailing, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING at',
          args: [subscriber, mailing, now],
        },
        { sql: 'SELECT count(*) AS n FROM soft_bounces WHERE subscriber = ?', args: [subscriber] },
      ])
      return row ? numberIn(row, 'n') : 0
    },
    async note(mailing, subscriber, what, now) {
      await query(
        'INSERT INTO departures (mailing, what, subscriber, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING at',
        mailing,
        what,
        subscriber,
        now,
      )
    },
    async departures(mailing) {
      const rows = await query(
        'SELECT what, count(*) AS n FROM departures WHERE mailing = ? GROUP BY what',
        mailing,
      )
      const counts = new Map(rows.map((row) => [textIn(row, 'what'), numberIn(row, 'n')]))
      return {
        unsubscribed: counts.get('unsubscribed') ?? 0,
        complained: counts.get('complained') ?? 0,
      }
    },
  }
}

const reportedAs = (outcome: ReportedOutcome, code: string) =>
  ({ type: 'reported', outcome, code }) as const

/** Args: moves as JSON, mailing, token or null. */
const SETTLE = `
  UPDATE recipients SET state = e.value ->> 'state', attempts = e.value ->> 'attempts',
    not_before = e.value ->> 'notBefore', code = e.value ->> 'code', token = NULL, lease_until = NULL
  FROM json_each(?1) e
  WHERE mailing = ?2 AND subscriber = e.value ->> 'subscriber' AND state = e.value ->> 'was'
    AND (?3 IS NULL OR token = ?3)
  RETURNING subscriber`

/** Args: mailing, receipts as JSON. A far side that names two copies alike is reported on by its first. */
const RECEIPTS = `
  INSERT INTO receipts (form, receipt, mailing, subscriber)
  SELECT s.form, e.value ->> 'receipt', ?1, s.id
  FROM json_each(?2) e JOIN subscribers s ON s.id = e.value ->> 'subscriber'
  WHERE true ON CONFLICT DO NOTHING RETURNING subscriber`
