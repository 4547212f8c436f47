/** What somebody asks the hub for (W3C WebSub, 5.1), read and judged. */
import { z } from 'zod'

import { LEASE_SECONDS, LONGEST_ADDRESS, SECRET_BYTES } from '../limits'

export type HubRequest =
  | {
      readonly mode: 'subscribe'
      readonly callback: string
      readonly topic: string
      readonly leaseSeconds: number
      readonly secret?: string
    }
  | { readonly mode: 'unsubscribe'; readonly callback: string; readonly topic: string }
  /** A publisher's ping; ours needs none, so it changes nothing. */
  | { readonly mode: 'publish'; readonly topics: readonly string[] }

/** A refusal in words for whoever wrote the subscriber. */
export interface HubRefusal {
  readonly status: 400 | 404 | 429
  readonly reason: string
}

const isAddress = (text: string): boolean => {
  const url = URL.parse(text)
  return (
    url !== null &&
    ['http:', 'https:'].includes(url.protocol) &&
    url.username === '' &&
    url.password === '' &&
    url.hash === ''
  )
}

const address = z
  .string('missing')
  .max(LONGEST_ADDRESS)
  .refine(isAddress, 'must be an http or https address without credentials or a fragment')

const schema = z.object({
  'hub.callback': address,
  'hub.topic': address,
  'hub.lease_seconds': z
    .string()
    .regex(/^\d{1,10}$/, 'must be a number of seconds')
    .transform((text) => Math.min(Math.max(Number(text), LEASE_SECONDS.least), LEASE_SECONDS.most))
    .exactOptional(),
  'hub.secret': z
    .string()
    .min(1)
    .refine((text) => Buffer.byteLength(text) <= SECRET_BYTES, 'must be shorter than 200 bytes')
    .exactOptional(),
})

const strings = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')

/** Fields of the form. Unknown ones are left alone, as the recommendation wants. */
export function readHubRequest(fields: Readonly<Record<string, unknown>>): HubRequest | HubRefusal {
  const mode = fields['hub.mode']
  if (mode === 'publish') {
    const topics = [...strings(fields['hub.url']), ...strings(fields['hub.topic'])]
    return topics.length > 0 ? { mode, topics } : { status: 400, reason: 'hub.url: missing' }
  }
  if (mode !== 'subscribe' && mode !== 'unsubscribe') {
    return { status: 400, reason: 'hub.mode: must be subscribe, unsubscribe or publish' }
  }
  const result = schema.safeParse(fields)
  if (!result.success) {
    const faults = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    return { status: 400, reason: faults.join('; ') }
  }
  const { data } = result
  const common = { callback: data['hub.callback'], topic: data['hub.topic'] }
  if (mode === 'unsubscribe') return { mode, ...common }
  const secret = data['hub.secret']
  return {
    mode,
    ...common,
    leaseSeconds: data['hub.lease_seconds'] ?? LEASE_SECONDS.usual,
    ...(secret === undefined ? {} : { secret }),
  }
}
