/** The ways out for numbers, by the gateways there are. */
import type { MailingOrder } from '@/core'

import type { RecipientEvent } from '../recipient'
import type { Copy, Way } from '../sending'
import { httpWay, mmsValues, smsValues } from './http-way'
import { mm7Way } from './mm7-way'
import type { Gateway, HttpGateway, NumberForm } from './settings'

export interface WayOptions {
  readonly http: typeof fetch
  /** Our name for a copy: the same on every try, and known again in a report. */
  readonly referenceOf: (copy: Copy) => string
  /** Nothing shall arrive after it. */
  readonly expires: Date
  /** Default: ANSWER_MS. */
  readonly timeoutMs?: number
}

/** A text that belongs to no mailing, through the gateway for SMS. */
export const sendText = (
  gateway: Gateway & { readonly settings: HttpGateway },
  address: string,
  text: string,
  http: typeof fetch,
): Promise<RecipientEvent> =>
  httpWay(gateway, gateway.settings, smsValues(text), {
    http,
    referenceOf: () => '',
    expires: new Date(0),
  }).send({
    address,
    recipient: { state: 'sending', attempts: 1, notBefore: 0, code: '' },
    claimed: NOBODY,
  })

const NOBODY: Copy['claimed'] = {
  mailing: 0,
  subscriber: 0,
  form: 'sms',
  domain: 'sms',
  lookup: '',
  sealed: '',
  profile: 50,
  recipient: { state: 'sending', attempts: 1, notBefore: 0, code: '' },
  withheld: false,
}

export type Gateways = Readonly<Partial<Record<NumberForm, Gateway>>>

export function gatewayWays(
  gateways: Gateways,
  { mms, sms }: MailingOrder['messages'],
  options: WayOptions,
): Partial<Record<NumberForm, Way>> {
  const ways: Partial<Record<NumberForm, Way>> = {}
  if (mms && gateways.mms) {
    const { settings } = gateways.mms
    ways.mms =
      settings.kind === 'mm7'
        ? mm7Way(gateways.mms, settings, mms, options)
        : httpWay(gateways.mms, settings, mmsValues(mms), options)
  }
  if (sms && gateways.sms?.settings.kind === 'http')
    ways.sms = httpWay(gateways.sms, gateways.sms.settings, smsValues(sms.text), options)
  return ways
}
