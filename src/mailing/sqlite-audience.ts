/** Whom a mailing's segments address, as a condition of SQL. */
import type { MailingForm, Segment } from '@/core'
import type { SqlValue } from '@/outbox/sqlite-database'

/** A condition on `s` and its arguments. */
export function audienceOf(
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
