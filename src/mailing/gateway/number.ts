import { parsePhoneNumberFromString } from 'libphonenumber-js'

import type { GatewaySettings } from './settings'

/** A number kept as E.164, as the gateway wants it. */
export function writeNumber(number: string, format: GatewaySettings['numbers']): string {
  if (format === 'e164') return number
  if (format === 'digits') return number.slice(1)
  return parsePhoneNumberFromString(number)?.nationalNumber ?? number.slice(1)
}
