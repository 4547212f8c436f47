/** MMS through an MM7 relay. */
import type { MmsMessage, MmsProfile } from '@/core'

import type { Way } from '../sending'
import { eventOf, followsHttp, followsMm7 } from './answers'
import { exchange } from './exchange'
import { MM7_CONTENT_TYPE, mm7Attachment, mm7Submit, readMm7 } from './mm7'
import { writeNumber } from './number'
import type { Gateway, Mm7Gateway } from './settings'
import type { WayOptions } from './ways'

export function mm7Way(
  { secretHeaders, reportSecret }: Gateway,
  gateway: Mm7Gateway,
  messages: Readonly<Record<MmsProfile, MmsMessage>>,
  { http, referenceOf, expires, timeoutMs }: WayOptions,
): Way {
  const made = new Map<MmsProfile, Buffer>()
  const attachmentOf = (profile: MmsProfile): Buffer => {
    const known = made.get(profile) ?? mm7Attachment(messages[profile])
    made.set(profile, known)
    return known
  }
  return {
    async send(copy) {
      const { profile } = copy.claimed
      const submit = mm7Submit({
        gateway,
        subject: messages[profile].subject,
        number: writeNumber(copy.address, gateway.numbers),
        transaction: referenceOf(copy),
        expires,
        wantsReport: reportSecret !== undefined,
      })
      const exchanged = await exchange(
        http,
        gateway.url,
        {
          method: 'POST',
          headers: {
            ...gateway.headers,
            ...secretHeaders,
            'Content-Type': MM7_CONTENT_TYPE,
            SOAPAction: '""',
          },
          body: Buffer.concat([submit, attachmentOf(profile)]),
        },
        timeoutMs,
      )
      if (exchanged.kind === 'unreached') return eventOf('later', exchanged.code, copy)
      if (exchanged.kind === 'silent') return eventOf('unknown', exchanged.code, copy)
      const { status, text, retryAfterMs } = exchanged
      const answer = readMm7(text)
      const code = Number(answer?.fields['StatusCode'] ?? NaN)
      if (!answer || Number.isNaN(code)) {
        // A 2xx that says nothing is no promise.
        const follows = status < 300 ? 'unknown' : followsHttp(status)
        return eventOf(follows, `HTTP ${String(status)}`, copy, { retryAfterMs })
      }
      const receipt = answer.fields['MessageID']
      return eventOf(followsMm7(code), `MM7 ${String(code)}`, copy, {
        retryAfterMs,
        ...(receipt === undefined ? {} : { receipt }),
      })
    },
    close: () => Promise.resolve(),
  }
}
