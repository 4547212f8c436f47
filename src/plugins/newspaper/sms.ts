/** The edition as an SMS: 【sender】, title lines, the page's address. */
import { DeliveryError, type Edition } from '@/core'

import { SMS_PART_UNITS, SMS_PARTS, SMS_SINGLE_UNITS } from './limits'
import { address, plain } from './words'

export interface SmsSize {
  /** UCS-2 units: a character beyond the basic plane counts twice. */
  readonly units: number
  /** What the operator bills. */
  readonly parts: number
}

/** Chinese text is sent in UCS-2. A character of two units is never split, so a part may hold 66. */
export function smsSize(text: string): SmsSize {
  if (text.length <= SMS_SINGLE_UNITS) return { units: text.length, parts: text === '' ? 0 : 1 }
  let parts = 1
  let used = 0
  for (const character of text) {
    if (used + character.length > SMS_PART_UNITS) {
      parts += 1
      used = 0
    }
    used += character.length
  }
  return { units: text.length, parts }
}

/** As many headlines as fit into `maxParts`, never half of one. Throws RENDERING_FAILED when not even the lead does. */
export function renderSms(edition: Edition, maxParts = SMS_PARTS): string {
  const head = `【${plain(edition.sender)}】${plain(edition.title)}`
  const tail = ` ${address(edition.url)}`
  let lines = ''
  for (const [index, { headline }] of edition.entries.entries()) {
    const longer = `${lines}\n${String(index + 1)}.${plain(headline)}`
    if (smsSize(head + longer + tail).parts > maxParts) break
    lines = longer
  }
  const [lead] = edition.entries
  if (lines === '' && lead) {
    const { parts } = smsSize(`${head}\n1.${plain(lead.headline)}${tail}`)
    throw new DeliveryError(
      'RENDERING_FAILED',
      `短信：放下第一条标题需 ${String(parts)} 条，超出 ${String(maxParts)} / SMS: with the lead headline it is ${String(parts)} parts, ${String(maxParts)} at most`,
    )
  }
  return head + lines + tail
}
