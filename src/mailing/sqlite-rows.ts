/** Rows of the SQLite file as values. The file is written by this folder only. */
import type { MailingForm, MmsProfile } from '@/core'
import type { SqlRow, SqlValue } from '@/outbox/sqlite-database'

import type { Recipient, RecipientState } from './recipient'
import type { Claimed, Mailing, MailingState, Subscriber, SubscriberState } from './store'

/** Runs one statement and answers its rows. */
export type Query = (sql: string, ...args: SqlValue[]) => Promise<readonly SqlRow[]>

export function textIn(row: SqlRow, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`The mailing store's ${column} holds no text`)
  return value
}

export function numberIn(row: SqlRow, column: string): number {
  const value = row[column]
  if (typeof value !== 'number')
    throw new TypeError(`The mailing store's ${column} holds no number`)
  return value
}

const maybeNumber = (row: SqlRow, column: string): number | null =>
  row[column] === null ? null : numberIn(row, column)

export const toList = (values: readonly string[]): string =>
  values.length === 0 ? '' : `,${values.join(',')},`

export const listIn = (row: SqlRow, column: string): string[] =>
  textIn(row, column)
    .split(',')
    .filter((each) => each !== '')

export const subscriberIn = (row: SqlRow): Subscriber => ({
  id: numberIn(row, 'id'),
  lookup: textIn(row, 'lookup'),
  sealed: textIn(row, 'sealed'),
  form: textIn(row, 'form') as MailingForm,
  domain: textIn(row, 'domain'),
  region: textIn(row, 'region'),
  language: textIn(row, 'language'),
  profile: numberIn(row, 'profile') as MmsProfile,
  audiences: listIn(row, 'audiences'),
  newspapers: listIn(row, 'newspapers'),
  state: textIn(row, 'state') as SubscriberState,
  consentedAt: numberIn(row, 'consented_at'),
  consentSource: textIn(row, 'consent_source'),
  createdAt: numberIn(row, 'created_at'),
  updatedAt: numberIn(row, 'updated_at'),
})

export const mailingIn = (row: SqlRow): Mailing => ({
  id: numberIn(row, 'id'),
  key: textIn(row, 'key'),
  newspaper: textIn(row, 'newspaper'),
  title: textIn(row, 'title'),
  state: textIn(row, 'state') as MailingState,
  recipients: numberIn(row, 'recipients'),
  createdAt: numberIn(row, 'created_at'),
  startedAt: maybeNumber(row, 'started_at'),
  finishedAt: maybeNumber(row, 'finished_at'),
  staleAfter: numberIn(row, 'stale_after'),
})

export const recipientIn = (row: SqlRow): Recipient => ({
  state: textIn(row, 'state') as RecipientState,
  attempts: numberIn(row, 'attempts'),
  notBefore: numberIn(row, 'not_before'),
  code: textIn(row, 'code'),
})

export const claimedIn = (row: SqlRow): Claimed => ({
  mailing: numberIn(row, 'mailing'),
  subscriber: numberIn(row, 'subscriber'),
  form: textIn(row, 'form') as MailingForm,
  domain: textIn(row, 'domain'),
  lookup: textIn(row, 'lookup'),
  sealed: textIn(row, 'sealed'),
  profile: numberIn(row, 'profile') as MmsProfile,
  recipient: recipientIn(row),
  withheld: numberIn(row, 'withheld') === 1,
})
