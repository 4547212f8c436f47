/** Lessons and courses show each other, so a publish of the one looks at the other too. */
import type { Where } from 'payload'

import type { ContentType } from '@/core'

import { findRaw, type Request } from './gather'
import {
  reconcile,
  type ReconcileContext,
  type ReconcileOptions,
  type ReconcileResult,
  type Reference,
} from './reconcile'
import type { SourceDocument } from './source-document'

/** Reconciles documents that were just written, and the lessons and courses that show them. */
export async function reconcilePublished(
  context: ReconcileContext,
  references: readonly Reference[],
  options: ReconcileOptions = {},
): Promise<ReconcileResult> {
  const own = await reconcile(context, references, options)
  if (own.revisions === 0) return own
  const neighbours = await courseNeighbours(context, references, options.req)
  // The reason of a correction is the document's own; its neighbours merely show its new title.
  const theirs = await reconcile(context, neighbours, options.req ? { req: options.req } : {})
  return {
    revisions: own.revisions + theirs.revisions,
    deliveries: own.deliveries + theirs.deliveries,
    refused: [...own.refused, ...theirs.refused],
  }
}

/** A course shows its lessons' titles and a lesson its courses: the one is looked at when the other changes. */
export async function courseNeighbours(
  { payload }: Pick<ReconcileContext, 'payload'>,
  documents: readonly Reference[],
  req?: Request,
): Promise<Reference[]> {
  const ids = (type: ContentType): string[] =>
    documents.flatMap((reference) => (reference.type === type ? reference.id : []))
  const where: Where[] = [
    ...(ids('courses').length > 0 ? [{ id: { in: ids('courses') } }] : []),
    ...(ids('lessons').length > 0 ? [{ 'lessons.lesson': { in: ids('lessons') } }] : []),
  ]
  if (where.length === 0) return []
  const courses = await findRaw<SourceDocument>(payload, 'courses', { or: where }, req)
  return courses.flatMap((course) => [
    { type: 'courses' as const, id: course.id },
    ...(course.lessons ?? []).map(({ lesson }) => ({ type: 'lessons' as const, id: lesson })),
  ])
}
