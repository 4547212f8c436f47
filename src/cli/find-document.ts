import type { Payload } from 'payload'

import { CONTENT_TYPES, isContentType } from '@/core'
import { findRaw } from '@/plugins/distribution/gather'
import type { Reference } from '@/plugins/distribution/reconcile'

import { UserError } from './output'

/** `articles/village-night-class` → the document. Throws UserError saying what is wrong with the name. */
export async function findDocument(payload: Payload, name: string): Promise<Reference> {
  const slash = name.indexOf('/')
  const type = name.slice(0, slash)
  const slug = name.slice(slash + 1)
  if (!isContentType(type) || slug === '') {
    throw new UserError(
      `${name}: 应写成 TYPE/SLUG，TYPE 是 / must be TYPE/SLUG with TYPE one of ${CONTENT_TYPES.join(', ')}`,
    )
  }
  const [found] = await findRaw<{ id: string }>(
    payload,
    type,
    { slug: { equals: slug } },
    undefined,
    {
      limit: 1,
      select: { slug: true },
    },
  )
  if (!found) throw new UserError(`${name}: 没有这篇文档 / there is no such document`)
  return { type, id: found.id }
}
