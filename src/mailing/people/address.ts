/** Addresses and numbers as people write them, brought into the one form that is kept and looked up by. */
import { domainToASCII } from 'node:url'

import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { z } from 'zod'

import type { MailingForm } from '@/core'

export interface ReadAddress {
  /** E-mail in lower case with its domain in ASCII (RFC 5890), or a number in E.164. */
  readonly address: string
  readonly kind: 'email' | 'phone'
  /** What rates and the board go by: the e-mail's domain, or the form for numbers. */
  readonly domain: string
}

/** Dot-atoms (RFC 5321, 4.1.2, without quoted ones) at a host name of two labels or more, an internationalised one in ASCII too. */
const PATTERN =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/
/** RFC 5321, 4.5.3.1.3, less the angle brackets. */
const email = z.email({ pattern: PATTERN }).max(254)
/** Numbers without a country's prefix are Chinese ones. */
const COUNTRY = 'CN'

/** `undefined` for what can't be written to. Names before the @ must be ASCII: not every server takes others (RFC 6531). */
export function readAddress(form: MailingForm, text: string): ReadAddress | undefined {
  const given = text.trim()
  // Long enough for both; what is longer need not be looked at.
  if (given.length > 320) return undefined
  return form === 'email' ? readEmail(given) : readNumber(form, given)
}

/** For a person's own words, which don't say the form. */
export const readAnyAddress = (text: string): ReadAddress | undefined =>
  readAddress(text.includes('@') ? 'email' : 'sms', text)

function readEmail(text: string): ReadAddress | undefined {
  const at = text.lastIndexOf('@')
  const domain = domainToASCII(text.slice(at + 1))
  const parsed = email.safeParse(`${text.slice(0, at)}@${domain}`.toLowerCase())
  if (at < 1 || !parsed.success) return undefined
  return { address: parsed.data, kind: 'email', domain }
}

function readNumber(form: 'mms' | 'sms', text: string): ReadAddress | undefined {
  const number = parsePhoneNumberFromString(text, { defaultCountry: COUNTRY, extract: false })
  // Possible by its length; which ones are assigned changes faster than any list of them.
  if (!number?.isPossible() || number.ext) return undefined
  return { address: number.number, kind: 'phone', domain: form }
}
