/** SMS or MMS through a gateway that takes plain HTTP: which request, and what its answers mean, is in its file. */
import type { MmsMessage, MmsProfile } from '@/core'

import type { Copy, Way } from '../sending'
import { eventOf, followsHttp, type Follows } from './answers'
import { exchange } from './exchange'
import { writeNumber } from './number'
import type { Gateway, HttpGateway } from './settings'
import type { WayOptions } from './ways'

/** What is sent to one recipient; a text, or for `parts` a list. */
export type Values = Readonly<Record<string, string | readonly object[]>>

export const smsValues = (text: string) => (): Values => ({ text })

/** Pictures in base64, made once per profile. */
export function mmsValues(messages: Readonly<Record<MmsProfile, MmsMessage>>) {
  const made = new Map<MmsProfile, Values>()
  return ({ claimed: { profile } }: Copy): Values => {
    const { subject, smil, parts } = messages[profile]
    const known = made.get(profile) ?? {
      subject,
      smil,
      parts: parts.map(({ id, mediaType, body }) => ({
        id,
        mediaType,
        base64: Buffer.from(body).toString('base64'),
      })),
    }
    made.set(profile, known)
    return known
  }
}

export const httpWay = (
  { secretHeaders }: Gateway,
  gateway: HttpGateway,
  valuesOf: (copy: Copy) => Values,
  { http, referenceOf, timeoutMs }: WayOptions,
): Way => ({
  async send(copy) {
    const to = writeNumber(copy.address, gateway.numbers)
    const values = { ...valuesOf(copy), to, reference: referenceOf(copy) }
    const body = bodyOf(gateway, values)
    const exchanged = await exchange(
      http,
      inUrl(gateway.url, values),
      {
        method: gateway.method,
        headers: {
          ...(body === undefined ? {} : { 'Content-Type': CONTENT_TYPES[gateway.bodyType] }),
          ...gateway.headers,
          ...secretHeaders,
        },
        ...(body === undefined ? {} : { body }),
      },
      timeoutMs,
    )
    if (exchanged.kind === 'unreached') return eventOf('later', exchanged.code, copy)
    if (exchanged.kind === 'silent') return eventOf('unknown', exchanged.code, copy)
    const { status, text, retryAfterMs } = exchanged
    const json = jsonIn(text)
    const said = gateway.accepted && memberOf(json, gateway.accepted.member)
    const receipt = gateway.receipt && memberOf(json, gateway.receipt)
    const code =
      said === undefined ? `HTTP ${String(status)}` : `HTTP ${String(status)} ${clean(said)}`
    return eventOf(followsAnswer(gateway, status, said), code, copy, {
      retryAfterMs,
      ...(receipt ? { receipt } : {}),
    })
  },
  close: () => Promise.resolve(),
})

const CONTENT_TYPES = {
  json: 'application/json; charset=utf-8',
  form: 'application/x-www-form-urlencoded; charset=utf-8',
} as const

/** What the body says goes before what HTTP says, but for a refusal a 2xx hides. */
function followsAnswer(gateway: HttpGateway, status: number, said: string | undefined): Follows {
  if (said !== undefined) {
    if (gateway.badNumber.includes(said)) return 'address'
    if (gateway.busy.includes(said)) return 'later'
  }
  if (status > 299 || !gateway.accepted) return followsHttp(status)
  if (said === undefined) return 'unknown'
  return gateway.accepted.values.includes(said) ? 'accepted' : 'failed'
}

/** What ends up in the ledger is short and printable. */
const clean = (text: string): string =>
  text
    .replace(/[^\x21-\x7e]+/g, ' ')
    .trim()
    .slice(0, 40)

const inText = (text: string, values: Values): string =>
  text.replace(/\{\{([^{}]*)\}\}/g, (_whole, name: string) => {
    const value = values[name]
    return typeof value === 'string' ? value : JSON.stringify(value ?? '')
  })

const inUrl = (url: string, values: Values): string =>
  url.replace(/\{\{([^{}]*)\}\}/g, (_whole, name: string) => {
    const value = values[name]
    return encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value ?? ''))
  })

function filled(template: unknown, values: Values): unknown {
  if (template === '{{parts}}') return values['parts']
  if (typeof template === 'string') return inText(template, values)
  if (Array.isArray(template)) return template.map((each) => filled(each, values))
  if (typeof template === 'object' && template !== null) {
    return Object.fromEntries(
      Object.entries(template).map(([name, each]) => [name, filled(each, values)]),
    )
  }
  return template
}

function bodyOf({ method, bodyType, body }: HttpGateway, values: Values): string | undefined {
  if (method === 'GET' || body === undefined) return undefined
  const whole = filled(body, values)
  if (bodyType === 'json') return JSON.stringify(whole)
  const fields = Object.entries(whole as object).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  return new URLSearchParams(fields).toString()
}

export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: then HTTP's own answer decides.
    return undefined
  }
}

/** The member such as `data.0.id`; undefined where there is none. */
export const valueAt = (json: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
          ? (inner as Record<string, unknown>)[name]
          : undefined,
      json,
    )

/** Its text; numbers and truth values as JSON writes them. */
export function memberOf(json: unknown, path: string): string | undefined {
  const value = valueAt(json, path)
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}
