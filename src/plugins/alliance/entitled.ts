/** Whether a site may take a document. Pure: the entitlement decides, and the moment. */
import { createHash } from 'node:crypto'

import {
  canonicalJson,
  standingAt,
  type ContentType,
  type Entitlement,
  type Facets,
  type RecordHead,
} from '@/core'

const meets = (wanted: readonly string[], had: readonly string[]): boolean =>
  wanted.length === 0 || had.some((one) => wanted.includes(one))

/** An entitlement to a language holds for its regional kinds: `zh` for `zh-CN`. */
const speaks = (wanted: readonly string[], language: string): boolean =>
  wanted.length === 0 || wanted.some((one) => language === one || language.startsWith(`${one}-`))

export const isEntitled = (
  { types, themes, audiences, languages }: Entitlement,
  type: ContentType,
  facets: Facets,
): boolean =>
  types.includes(type) &&
  meets(themes, facets.themes) &&
  meets(audiences, facets.audiences) &&
  speaks(languages, facets.language)

/** What a site is told of a document: it may have it, it must no longer have it, or nothing. */
export type Word = 'shown' | 'gone' | 'silent'

export function wordOn(head: RecordHead, entitlement: Entitlement, now: string): Word {
  const standing = standingAt(head, now)
  const isIts = isEntitled(entitlement, head.type, head)
  if (isIts && standing === 'shown') return 'shown'
  // Nobody has seen yet what was never to be seen.
  if (standing === 'early' && head.seq === head.firstSeq) return 'silent'
  const had = isIts || head.former.some((facets) => isEntitled(entitlement, head.type, facets))
  return had ? 'gone' : 'silent'
}

/** Changes with the entitlement: a site whose entitlement changed has to look at everything again. */
export const entitlementDigest = (entitlement: Entitlement): string =>
  createHash('sha256').update(canonicalJson(entitlement)).digest('hex').slice(0, 8)
