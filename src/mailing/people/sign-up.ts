/**
 * Signing up with two steps (double opt-in): what was asked for is kept aside, a link goes to the address, and only who
 * posts from that link becomes a subscriber. Whoever asks learns nothing of the address.
 */
import type { MailingForm } from '@/core'

import type { PeopleStore, SignUpLimits, WantedSignUp } from '../store'
import type { Vault } from '../vault'

/** How long a link is good. */
export const CONFIRM_MS = 48 * 60 * 60_000
/** A stranger's address is not written to again and again, and a bill for SMS stays small. */
export const SIGN_UP_LIMITS: Readonly<Record<MailingForm, SignUpLimits>> = {
  email: { pauseMs: 10 * 60_000, perHour: 2000 },
  mms: { pauseMs: 10 * 60_000, perHour: 100 },
  sms: { pauseMs: 10 * 60_000, perHour: 100 },
}
const SOURCE = '网上订阅，经链接确认 / sign-up on the website, confirmed by link'

export interface SignUps {
  readonly store: PeopleStore
  readonly vault: Vault
  readonly now: () => Date
  /** Sends the link; what goes wrong is its own matter, so that the answer is the same for every address. */
  readonly send: (form: MailingForm, address: string, token: string) => void
}

export async function askSignUp(
  { store, vault, now, send }: SignUps,
  wanted: WantedSignUp,
): Promise<void> {
  const askedAt = now().getTime()
  await store.expireSignUps(askedAt - CONFIRM_MS)
  const barred = (await store.suppressions(wanted.lookup)).some(
    ({ newspaper, reason }) => newspaper === '' && reason === 'manual',
  )
  // An administrator's word: not even a link.
  if (barred) return
  const id = await store.askSignUp(wanted, SIGN_UP_LIMITS[wanted.form], askedAt)
  if (id === undefined) return
  const token = vault.sign('confirm', { subscriber: id, mailing: 0, stamp: askedAt })
  send(wanted.form, vault.open(wanted.sealed, wanted.lookup), token)
}

/** What a link asks to be confirmed; undefined where it is forged, too old, replaced by a newer one, or used. */
export async function signUpOf(
  { store, vault, now }: Omit<SignUps, 'send'>,
  token: string,
): Promise<(WantedSignUp & { readonly id: number }) | undefined> {
  const link = vault.verify('confirm', token)
  if (!link || link.stamp + CONFIRM_MS <= now().getTime()) return undefined
  const wanted = await store.signUp(link.subscriber, link.stamp)
  return wanted && { ...wanted, id: link.subscriber }
}

/** Done again it changes nothing: a link is good once. Answers whether it was. */
export async function confirmSignUp(
  signUps: Omit<SignUps, 'send'>,
  token: string,
): Promise<boolean> {
  const { store, now } = signUps
  const wanted = await signUpOf(signUps, token)
  if (!wanted) return false
  const { id, ...asked } = wanted
  // Fresh consent, and an address that evidently works: what barred them before is lifted. The sign-up goes last, so that
  // a crash in between leaves a link that still works.
  for (const newspaper of asked.newspapers) await store.lift(asked.lookup, newspaper)
  const consentedAt = now().getTime()
  await store.put([{ ...asked, state: 'active', consentedAt, consentSource: SOURCE }], consentedAt)
  await store.removeSignUp(id)
  return true
}
