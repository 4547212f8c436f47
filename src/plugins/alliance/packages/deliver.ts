/** Carries a batch: documents first, then the courses whose lessons changed, each once. */
import type { PullContext, DeliveryError, Outcome, Shipment } from '@/core'

import { assertPackable, bury, refusalOrThrow, show, showCourse, slugsOf } from './carry'
import { isLesson } from './contents'
import { RECEIPT_DIGITS } from './limits'
import type { PackageSettings } from './settings'
import { PackageShelf } from './shelf'

export type Context = PullContext<PackageSettings>

export async function deliverPackages(
  shipments: readonly Shipment[],
  context: Context,
): Promise<readonly Outcome[]> {
  const shelf = new PackageShelf(context.shelf)
  const refused = new Map<Shipment, DeliveryError>()
  const courses = new Set<string>()
  for (const shipment of shipments) {
    context.signal.throwIfAborted()
    try {
      await carry(shipment, shelf, context)
      const { item } = shipment.revision
      if (isLesson(item)) for (const id of await shelf.coursesOf(item.id)) courses.add(id)
    } catch (error) {
      refused.set(shipment, refusalOrThrow(error))
    }
  }
  for (const id of courses) {
    const course = await shelf.course(id)
    if (course) await showCourse(course, shelf, context)
  }
  return shipments.map((shipment) => {
    const error = refused.get(shipment)
    return error ? { ok: false, error } : { ok: true, receipt: receiptOf(shipment) }
  })
}

async function carry(
  { action, revision, earlier }: Shipment,
  shelf: PackageShelf,
  context: Context,
): Promise<void> {
  const { item } = revision
  const slugs = slugsOf([item, ...earlier])
  assertPackable(item, slugs)
  if (action === 'withdraw') {
    await shelf.take(item, revision.at)
    await bury(revision, slugs, context)
    return
  }
  // Only what could be packed is kept, so that a course is never kept back by one of its lessons.
  const formerSlugs = slugs.filter((slug) => slug !== item.slug)
  if (isLesson(item)) {
    await show(item, formerSlugs, shelf, context)
    await shelf.put(item)
  } else {
    await shelf.put(item)
    await show(item, formerSlugs, shelf, context)
  }
}

const receiptOf = ({ action, revision }: Shipment): string =>
  action === 'withdraw'
    ? `gone:${revision.document}#${String(revision.number)}`
    : `packages:${revision.hash.slice(0, RECEIPT_DIGITS)}`
