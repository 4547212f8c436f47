/** Lists of documents, and one document. */
import {
  standingAt,
  type ContentType,
  type DocumentKey,
  type Facets,
  type RecordHead,
} from '@/core'

import { entitlementDigest, isEntitled, wordOn } from '../entitled'
import { resourceOf, type Fields } from '../resource'
import type { Context, Found } from './answer'
import { API_LIMITS } from './limits'
import { checkNames, fieldsIn, limitIn, slugIn } from './parameters'
import { ApiProblem } from './problems'
import { readToken, writeToken, type Place } from './tokens'

export const handedOver = ({ document, revision }: RecordHead): string =>
  `${document}#${String(revision)}`

/** The place a token names. Throws ApiProblem `bad-token`, or `resync` where everything has to be looked at again. */
export async function placeOf(
  token: string | null,
  purpose: string,
  { caller, reader, tokenSecret }: Context,
): Promise<Place> {
  const scope = entitlementDigest(caller.site.entitlement)
  const { epoch, last } = await reader.facts()
  if (token === null || token === '') return { epoch, seq: 0, scope, purpose }
  const place = readToken(tokenSecret, caller.site, token)
  if (place?.purpose !== purpose) throw new ApiProblem('bad-token')
  if (place.epoch !== epoch || place.scope !== scope || place.seq > last) {
    throw new ApiProblem('resync')
  }
  return place
}

/** Reads on from a place until enough was kept or enough was looked at. */
export async function collect<Kept>(
  { reader }: Pick<Context, 'reader'>,
  from: { readonly seq: number; readonly type?: ContentType },
  most: number,
  keep: (head: RecordHead) => Kept | undefined,
): Promise<{ readonly kept: readonly Kept[]; readonly seq: number; readonly hasMore: boolean }> {
  const kept: Kept[] = []
  let { seq } = from
  let looked = 0
  for (;;) {
    const size = Math.min(Math.max(most - kept.length, 100) * 2, API_LIMITS.scanned - looked)
    const heads = await reader.scan({
      after: seq,
      most: size,
      ...(from.type === undefined ? {} : { type: from.type }),
    })
    for (const head of heads) {
      const one = keep(head)
      if (one !== undefined && kept.length === most) return { kept, seq, hasMore: true }
      if (one !== undefined) kept.push(one)
      seq = head.seq
    }
    looked += heads.length
    if (heads.length < size) return { kept, seq, hasMore: false }
    if (looked >= API_LIMITS.scanned) return { kept, seq, hasMore: true }
  }
}

interface Filter {
  readonly theme: string | undefined
  readonly audience: string | undefined
  readonly language: string | undefined
}

const passes = ({ theme, audience, language }: Filter, facets: Facets): boolean =>
  (theme === undefined || facets.themes.includes(theme)) &&
  (audience === undefined || facets.audiences.includes(audience)) &&
  (language === undefined || facets.language === language)

export async function listAnswer(type: ContentType, context: Context): Promise<Found> {
  const { query, caller, now, tokenSecret } = context
  if (!caller.site.entitlement.types.includes(type)) throw new ApiProblem('not-found')
  checkNames(query, ['limit', 'cursor', 'theme', 'audience', 'language', 'fields'])
  const limit = limitIn(query, API_LIMITS.documents)
  const fields = fieldsIn(query)
  const filter: Filter = {
    theme: slugIn(query, 'theme'),
    audience: slugIn(query, 'audience'),
    language: slugIn(query, 'language'),
  }
  const purpose = `list ${JSON.stringify([type, filter.theme, filter.audience, filter.language])}`
  const place = await placeOf(query.get('cursor'), purpose, context)
  const { entitlement } = caller.site
  const { kept, seq, hasMore } = await collect(context, { seq: place.seq, type }, limit, (head) =>
    wordOn(head, entitlement, now) === 'shown' && passes(filter, head) ? head : undefined,
  )
  const items = await resourcesOf(kept, fields, context)
  return {
    value: {
      items: [...items.values()],
      hasMore,
      ...(hasMore ? { next: writeToken(tokenSecret, caller.site, { ...place, seq }) } : {}),
    },
    documents: kept.filter(({ document }) => items.has(document)).map(handedOver),
  }
}

export async function documentAnswer(document: DocumentKey, context: Context): Promise<Found> {
  const { query, caller, now, reader, site } = context
  checkNames(query, ['fields'])
  const fields = fieldsIn(query)
  const head = await reader.find(document)
  if (!head) throw new ApiProblem('not-found')
  const word = wordOn(head, caller.site.entitlement, now)
  // What was never this site's is not there for it, and neither is what has not begun.
  if (word === 'silent' || standingAt(head, now) === 'early') throw new ApiProblem('not-found')
  if (word === 'gone') {
    // Why it was withdrawn is told to those it was withdrawn from.
    const isIts = isEntitled(caller.site.entitlement, head.type, head)
    throw new ApiProblem('gone', { reason: isIts ? (head.reason ?? '') : '' })
  }
  const item = (await reader.items([document])).get(document)
  if (!item) throw new ApiProblem('not-found')
  return { value: resourceOf(head, item, site, fields), documents: [handedOver(head)] }
}

/** In the heads' order. One that was withdrawn between two reads is left out: its withdrawal comes later in the order. */
export async function resourcesOf(
  heads: readonly RecordHead[],
  fields: Fields,
  { reader, site }: Pick<Context, 'reader' | 'site'>,
): Promise<ReadonlyMap<DocumentKey, object>> {
  const items = await reader.items(heads.map(({ document }) => document))
  return new Map(
    heads.flatMap((head) => {
      const item = items.get(head.document)
      return item ? [[head.document, resourceOf(head, item, site, fields)] as const] : []
    }),
  )
}
