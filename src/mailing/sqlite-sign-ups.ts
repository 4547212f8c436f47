/** Sign-ups that wait for their confirmation, in the mailing store's SQLite file. */
import type { MailingForm, MmsProfile } from '@/core'

import { listIn, numberIn, textIn, toList, type Query } from './sqlite-rows'
import type { PeopleStore } from './store'

const HOUR_MS = 60 * 60_000

export const sqliteSignUps = (
  query: Query,
): Pick<PeopleStore, 'askSignUp' | 'signUp' | 'removeSignUp' | 'expireSignUps'> => ({
  async askSignUp(wanted, { pauseMs, perHour }, now) {
    const [row] = await query(
      ASK,
      wanted.lookup,
      wanted.sealed,
      wanted.form,
      wanted.domain,
      wanted.region,
      wanted.language,
      wanted.profile,
      toList(wanted.audiences),
      toList(wanted.newspapers),
      now,
      wanted.form,
      now - HOUR_MS,
      perHour,
      now - pauseMs,
    )
    return row && numberIn(row, 'id')
  },
  async signUp(id, askedAt) {
    const [row] = await query('SELECT * FROM sign_ups WHERE id = ? AND asked_at = ?', id, askedAt)
    return (
      row && {
        lookup: textIn(row, 'lookup'),
        sealed: textIn(row, 'sealed'),
        form: textIn(row, 'form') as MailingForm,
        domain: textIn(row, 'domain'),
        region: textIn(row, 'region'),
        language: textIn(row, 'language'),
        profile: numberIn(row, 'profile') as MmsProfile,
        audiences: listIn(row, 'audiences'),
        newspapers: listIn(row, 'newspapers'),
      }
    )
  },
  async removeSignUp(id) {
    await query('DELETE FROM sign_ups WHERE id = ? RETURNING id', id)
  },
  async expireSignUps(before) {
    return (await query('DELETE FROM sign_ups WHERE asked_at < ? RETURNING id', before)).length
  },
})

/** Args: the row, now; form, an hour ago, how many in it; the latest time after which it is too early. */
const ASK = `
  INSERT INTO sign_ups (lookup, sealed, form, domain, region, language, profile, audiences, newspapers, asked_at)
  SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
  WHERE (SELECT count(*) FROM sign_ups WHERE form = ? AND asked_at > ?) < ?
  ON CONFLICT (lookup) DO UPDATE SET sealed = excluded.sealed, form = excluded.form, domain = excluded.domain,
    region = excluded.region, language = excluded.language, profile = excluded.profile,
    audiences = excluded.audiences, newspapers = excluded.newspapers, asked_at = excluded.asked_at
  WHERE sign_ups.asked_at <= ?
  RETURNING id`
