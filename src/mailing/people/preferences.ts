/** What subscribers change themselves, by the link in every message. */
import { MAILING_FORMS, MMS_PROFILES, type MailingForm, type MmsProfile } from '@/core'

import type { PeopleStore, Subscriber } from '../store'

export interface Preferences {
  readonly newspapers: readonly string[]
  readonly audiences: readonly string[]
  readonly region: string
  readonly language: string
  readonly profile: MmsProfile
  /** Between MMS and SMS only: another address is another subscriber. */
  readonly form: MailingForm
}

/** `form` may become that by itself. */
export const mayBecome = (from: MailingForm): readonly MailingForm[] =>
  MAILING_FORMS.filter((form) => form === from || (form !== 'email' && from !== 'email'))

export const isProfile = (value: number): value is MmsProfile =>
  (MMS_PROFILES as readonly number[]).includes(value)

/**
 * Newspapers given up are suppressed for that address, so that no import brings them back; new ones are consent, kept with
 * its time. Giving up all of them is leaving.
 */
export async function changePreferences(
  store: PeopleStore,
  subscriber: Subscriber,
  { form, newspapers, ...rest }: Preferences,
  now: number,
): Promise<void> {
  const { id, lookup } = subscriber
  const given = subscriber.newspapers.filter((each) => !newspapers.includes(each))
  const taken = newspapers.filter((each) => !subscriber.newspapers.includes(each))
  for (const newspaper of given) await store.suppress(lookup, newspaper, 'unsubscribed', now)
  for (const newspaper of taken) await store.lift(lookup, newspaper)
  const isAllowed = mayBecome(subscriber.form).includes(form)
  await store.change(
    id,
    {
      ...rest,
      newspapers,
      ...(isAllowed ? { form, domain: form === 'email' ? subscriber.domain : form } : {}),
      ...(newspapers.length === 0 ? { state: 'left' as const } : {}),
      ...(taken.length > 0
        ? { consentedAt: now, consentSource: '订阅设置页 / preferences page' }
        : {}),
    },
    now,
  )
}

/** Enough for its owner to know it again, and for nobody to write to it. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@')
  if (at < 0) return `${address.slice(0, 6)}****${address.slice(-2)}`
  return `${address.slice(0, 1)}***${address.slice(at)}`
}
