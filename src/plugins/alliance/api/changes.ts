/** `changes?since=`: what a site has to do to be in step. */
import { absoluteUrl, itemPath, type DocumentKey, type RecordHead, type Site } from '@/core'

import { wordOn } from '../entitled'
import { idOf } from '../resource'
import type { Context, Found } from './answer'
import { collect, handedOver, placeOf, resourcesOf } from './documents'
import { API_LIMITS } from './limits'
import { checkNames, contentIn, fieldsIn, limitIn } from './parameters'
import { writeToken } from './tokens'

interface Told {
  readonly head: RecordHead
  readonly isShown: boolean
}

export async function changesAnswer(context: Context): Promise<Found> {
  const { query, caller, now, site, tokenSecret } = context
  checkNames(query, ['since', 'limit', 'include', 'fields'])
  const withContent = contentIn(query)
  const limit = limitIn(query, withContent ? API_LIMITS.documents : API_LIMITS.changes)
  const fields = fieldsIn(query)
  const place = await placeOf(query.get('since'), 'changes', context)
  const { kept, seq, hasMore } = await collect(context, place, limit, (head): Told | undefined => {
    const word = wordOn(head, caller.site.entitlement, now)
    return word === 'silent' ? undefined : { head, isShown: word === 'shown' }
  })
  const shown = withContent ? kept.filter(({ isShown }) => isShown).map(({ head }) => head) : []
  const documents = await resourcesOf(shown, fields, context)
  return {
    value: {
      changes: kept.map((told) => changeOf(told, site, documents)),
      next: writeToken(tokenSecret, caller.site, { ...place, seq }),
      hasMore,
    },
    documents: shown.filter(({ document }) => documents.has(document)).map(handedOver),
    ...(place.seq > 0 ? { acknowledged: `${place.epoch}.${String(place.seq)}` } : {}),
  }
}

function changeOf(
  { head, isShown }: Told,
  site: Site,
  documents: ReadonlyMap<DocumentKey, object>,
): object {
  const { type, id, revision, changedAt, hash, title, reason } = head
  const common = {
    action: isShown ? 'put' : 'delete',
    id: idOf(site, head),
    type,
    documentId: id,
    revision,
    changedAt,
    ...(reason === undefined || (!isShown && head.action !== 'withdraw') ? {} : { reason }),
  }
  if (!isShown) return common
  const document = documents.get(head.document)
  return {
    ...common,
    hash,
    url: absoluteUrl(site, itemPath(head)),
    title,
    ...(document === undefined ? {} : { document }),
  }
}
