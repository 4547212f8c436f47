import { createHash } from 'node:crypto'

import type { Item } from './item'

/**
 * SHA-256 (hex) of an item's content. `updatedAt` does not count: saving without a change is not a new revision. Nor does
 * how an edition is sent: whoever changes a newspaper's audience corrects none of its editions.
 * Keys are sorted, so the hash does not depend on the order in which an object was built.
 */
export function contentHash(item: Item): string {
  const { updatedAt: _updatedAt, details, ...content } = item
  const { mailing: _mailing, ...shown } = { mailing: undefined, ...details }
  return createHash('sha256')
    .update(canonicalJson({ ...content, details: shown }))
    .digest('hex')
}

/** JSON with sorted keys and without undefined members: equal values give equal text. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(
          Object.entries(member).sort(([left], [right]) =>
            left < right ? -1 : left > right ? 1 : 0,
          ),
        )
      : member,
  )
