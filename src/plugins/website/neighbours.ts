/**
 * What a document's page shows of others: the ones before and after it among those of its type or newspaper, and the nearest older
 * ones of its first theme and its first audience. Only older ones, so that a new publication changes one page beside its
 * own, and only so many, so that whatever happens at a place of a list touches the few pages next to it.
 */
import { documentKey, itemPath, type DocumentKey, type Item } from '@/core'

import { isRow, relatingLists, rowOf, type Listed, type Position } from './entries'
import { RELATED } from './limits'
import type { Ordered } from './ordered'
import type { ItemView, List } from './views'

/** A function of the lists as they are, never of how they came to be so. */
export async function viewOf(item: Item, ordered: Ordered): Promise<ItemView> {
  const row = rowOf(item)
  const [previous] = await ordered.older(row, item, 1)
  const [next] = await ordered.newer(row, item, 1)
  const chosen = new Set(item.related.map(({ slug }) => `/${slug}`))
  const related = new Map<DocumentKey, Listed>()
  for (const list of relatingLists(item)) {
    for (const entry of await ordered.older(list, item, RELATED)) {
      if (!chosen.has(itemPath(entry))) related.set(documentKey(entry), entry)
    }
  }
  return {
    item,
    ...(previous && { previous }),
    ...(next && { next }),
    related: [...related.values()].slice(0, RELATED),
  }
}

/**
 * The documents whose pages may show something else after edits at these positions. Lists are those after the edits:
 * whatever was next to a document that left is now next to its place.
 */
export async function dependentsOf(
  edits: ReadonlyMap<List, readonly Position[]>,
  ordered: Ordered,
): Promise<ReadonlyMap<DocumentKey, Listed>> {
  const dependents = new Map<DocumentKey, Listed>()
  for (const [list, positions] of edits) {
    if (list === 'all') continue
    for (const position of positions) {
      for (const entry of await besides(list, position, ordered)) {
        dependents.set(documentKey(entry), entry)
      }
    }
  }
  return dependents
}

async function besides(
  list: List,
  position: Position,
  ordered: Ordered,
): Promise<readonly Listed[]> {
  if (isRow(list)) {
    return [
      ...(await ordered.older(list, position, 1)),
      ...(await ordered.newer(list, position, 1)),
    ]
  }
  const newer = await ordered.newer(list, position, RELATED)
  return newer.filter((entry) => relatingLists(entry).includes(list))
}
