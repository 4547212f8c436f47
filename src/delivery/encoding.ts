import Negotiator from 'negotiator'

export const ENCODINGS = ['br', 'gzip', 'identity'] as const
export type EncodingName = (typeof ENCODINGS)[number]

/** Clients send few different headers; strangers may send many. */
const REMEMBERED = 200
const remembered = new Map<string, readonly EncodingName[]>()

/** The option is missing from the package's types. */
interface EncodingNegotiator {
  encodings(available: string[], options: { preferred: string[] }): string[]
}

const isOurs = (name: string): name is EncodingName =>
  (ENCODINGS as readonly string[]).includes(name)

/**
 * The encodings a client accepts, best first; ours (smaller first) where it has no preference.
 * Empty when it refuses all of them, which takes `identity;q=0` or `*;q=0`.
 */
export function acceptedEncodings(header: string | undefined): readonly EncodingName[] {
  if (header === undefined) return PLAIN_ONLY
  const known = remembered.get(header)
  if (known) return known
  const negotiator: EncodingNegotiator = new Negotiator({ headers: { 'accept-encoding': header } })
  const accepted = negotiator
    .encodings([...ENCODINGS], { preferred: [...ENCODINGS] })
    .filter(isOurs)
  if (remembered.size >= REMEMBERED) remembered.clear()
  remembered.set(header, accepted)
  return accepted
}

/** Without the header anything would be allowed; feed readers that don't send it often can't decode. */
const PLAIN_ONLY: readonly EncodingName[] = ['identity']
