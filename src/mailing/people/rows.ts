/** One row of a list of subscribers: every rule is checked, and all that is wrong with it is said at once. */
import { z } from 'zod'

import { MAILING_FORMS, MMS_PROFILES } from '@/core'

import type { NewSubscriber } from '../store'
import type { Vault } from '../vault'
import { readAddress } from './address'
import type { ImportProblemCode } from './problems'
import { readRegion } from './regions'

export const REQUIRED_COLUMNS = [
  'channel',
  'address',
  'region',
  'audiences',
  'consentedAt',
] as const
export const OPTIONAL_COLUMNS = ['language', 'profile', 'newspapers', 'consentSource'] as const
export type Column = (typeof REQUIRED_COLUMNS)[number] | (typeof OPTIONAL_COLUMNS)[number]

export interface RowRules {
  readonly vault: Vault
  /** Slugs that exist; without them any is taken. */
  readonly audiences?: ReadonlySet<string>
  /** For rows that name none. */
  readonly newspapers: readonly string[]
  /** For rows that name none. */
  readonly source: string
  readonly now: number
}

export interface Wrong {
  readonly code: ImportProblemCode
  readonly column: Column
}

export type ReadRow =
  { readonly subscriber: NewSubscriber } | { readonly wrong: readonly [Wrong, ...Wrong[]] }

/** Without its own column a handset is taken for the smallest, a reader for one of Chinese. */
const DEFAULTS = { language: 'zh-CN', profile: 50 } as const
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const time = z.iso.datetime({ offset: true })

export function readRow(
  cells: Readonly<Partial<Record<Column, string>>>,
  rules: RowRules,
): ReadRow {
  const wrong: Wrong[] = []
  const cell = (column: Column): string => cells[column]?.trim() ?? ''
  const refuse = (column: Column, code: ImportProblemCode): void => {
    wrong.push({ column, code })
  }

  const form = MAILING_FORMS.find((each) => each === cell('channel').toLowerCase())
  if (!form) refuse('channel', 'unknown-form')
  const address = form && readAddress(form, cell('address'))
  if (form && !address) refuse('address', 'invalid-address')
  const region = readRegion(cell('region'))
  if (region === undefined) refuse('region', 'unknown-region')
  const audiences = listIn(cell('audiences'))
  const { audiences: known } = rules
  if (audiences.some((each) => !SLUG.test(each) || (known && !known.has(each))))
    refuse('audiences', 'unknown-audience')
  const consented = cell('consentedAt')
  const consentedAt = time.safeParse(consented).success ? Date.parse(consented) : NaN
  if (consented === '') refuse('consentedAt', 'missing-consent')
  else if (!(consentedAt <= rules.now)) refuse('consentedAt', 'invalid-consent')
  const language = languageIn(cell('language'))
  if (language === undefined) refuse('language', 'unknown-language')
  const profile = cell('profile')
    ? MMS_PROFILES.find((each) => String(each) === cell('profile'))
    : DEFAULTS.profile
  if (profile === undefined) refuse('profile', 'unknown-profile')
  const named = listIn(cell('newspapers'))
  const newspapers = named.length > 0 ? named : rules.newspapers
  if (newspapers.length === 0) refuse('newspapers', 'missing-newspaper')
  if (!newspapers.every((each) => SLUG.test(each))) refuse('newspapers', 'unknown-newspaper')

  const [first, ...others] = wrong
  if (first) return { wrong: [first, ...others] }
  // Each was refused above; this says so to the compiler.
  if (!form || !address || region === undefined || !language || !profile) return neverHere()
  const lookup = rules.vault.lookup(address.kind, address.address)
  return {
    subscriber: {
      lookup,
      sealed: rules.vault.seal(address.address, lookup),
      form,
      domain: address.domain,
      region,
      language,
      profile,
      audiences,
      newspapers,
      state: 'active',
      consentedAt,
      consentSource: cell('consentSource').slice(0, 200) || rules.source,
    },
  }
}

function neverHere(): never {
  throw new Error('A row with something wrong was taken for a good one')
}

const listIn = (text: string): string[] => [
  ...new Set(
    text
      .split(';')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  ),
]

function languageIn(text: string): string | undefined {
  if (text === '') return DEFAULTS.language
  try {
    return Intl.getCanonicalLocales(text)[0]
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
