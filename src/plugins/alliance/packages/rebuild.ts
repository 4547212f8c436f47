/** Makes every package again from the library: lessons, then courses, then the addresses of what is withdrawn. */
import { DeliveryError, type DocumentKey, type Item, type Revision } from '@/core'

import { assertPackable, bury, refusalOrThrow, show, showCourse, slugsOf } from './carry'
import { isCourse, isLesson } from './contents'
import type { Context } from './deliver'
import { PACKAGE_FORMATS, PROGRESS_EVERY } from './limits'
import { PackageShelf } from './shelf'

/** What was delivered of a document, without its text. */
interface Past {
  readonly number: number
  readonly withdraws: boolean
  readonly revision: Omit<Revision, 'item'> & { readonly item: Pick<Item, 'type' | 'id'> }
  readonly slugs: readonly string[]
}

export async function rebuildPackages(
  context: Context,
  progress: (done: number) => void,
): Promise<{ readonly documents: number; readonly artefacts: number }> {
  const { library, signal } = context
  const shelf = new PackageShelf(context.shelf)
  await shelf.clear()
  const past = await delivered(context)
  const refused: DeliveryError[] = []
  const courses: string[] = []
  let done = 0

  for (const { withdraws, revision, slugs } of past.values()) {
    if (!withdraws) continue
    const item = revision.item as Item
    if (item.type === 'lessons')
      await context.shelf.write(`lessons/${item.id}`, { goneAt: revision.at })
    await bury({ ...revision, item }, slugs, context)
  }
  for await (const { item, document } of library.current()) {
    signal.throwIfAborted()
    try {
      const slugs = new Set([...slugsOf([item]), ...(past.get(document)?.slugs ?? [])])
      assertPackable(item, [...slugs])
      const former = [...slugs].filter((slug) => slug !== item.slug)
      if (isLesson(item)) {
        await show(item, former, shelf, context)
        await shelf.put(item)
      } else if (isCourse(item)) {
        await shelf.put(item)
        courses.push(item.id)
        await show(item, former, shelf, context)
      }
      done += 1
      if (done % PROGRESS_EVERY === 0) progress(done)
    } catch (error) {
      refused.push(refusalOrThrow(error))
    }
  }
  // Courses may have come before their lessons.
  for (const id of courses) {
    signal.throwIfAborted()
    const course = await shelf.course(id)
    if (course) await showCourse(course, shelf, context)
  }
  progress(done)
  const [first] = refused
  if (first) {
    const more = refused.length > 1 ? ` (+${String(refused.length - 1)})` : ''
    throw new DeliveryError('RENDERING_FAILED', `${first.message}${more}`, { cause: first })
  }
  return { documents: done, artefacts: done * PACKAGE_FORMATS.length }
}

/** The newest delivery of each document, with every slug it ever had. */
async function delivered({ library, signal }: Context): Promise<ReadonlyMap<DocumentKey, Past>> {
  const past = new Map<DocumentKey, Past>()
  for await (const { revision } of library.history()) {
    signal.throwIfAborted()
    const { document, number, action, item } = revision
    const known = past.get(document)
    const slugs = [...new Set([...(known?.slugs ?? []), ...slugsOf([item])])]
    const withdraws = action === 'withdraw'
    const isNewer =
      !known || number > known.number || (number === known.number && withdraws && !known.withdraws)
    past.set(
      document,
      isNewer
        ? {
            number,
            withdraws,
            slugs,
            revision: { ...revision, item: { type: item.type, id: item.id } },
          }
        : { ...known, slugs },
    )
  }
  return past
}
