/** What a publication or a withdrawal means for the public paths. Every step says what shall be, so it may be repeated. */
import { asDeliveryError, DeliveryError, type Item, type Revision } from '@/core'

import { words } from '../reader/texts'
import {
  courseSubject,
  filesOf,
  isCourse,
  isLesson,
  lessonSubject,
  type CourseItem,
  type FileBytes,
  type LessonItem,
  type Subject,
} from './contents'
import type { Context } from './deliver'
import { drawPackages, packagePath } from './draw'
import { PACKAGE_FORMATS } from './limits'
import type { PackageShelf } from './shelf'

/** Slugs stand in addresses as they are. */
const SLUG = /^[\w-][\w.~-]{0,199}$/

export const slugsOf = (items: readonly Item[]): readonly string[] => [
  ...new Set(items.flatMap(({ slug, formerSlugs }) => [slug, ...formerSlugs])),
]

/** Throws DeliveryError RENDERING_FAILED for what makes no address or no package. */
export function assertPackable(item: Item, slugs: readonly string[]): void {
  const wrong = slugs.find((slug) => !SLUG.test(slug))
  const because =
    wrong !== undefined
      ? `slug ${JSON.stringify(wrong)} makes no address`
      : Number.isNaN(Date.parse(item.updatedAt))
        ? `updatedAt ${JSON.stringify(item.updatedAt)} is no date`
        : undefined
  if (because === undefined) return
  throw new DeliveryError(
    'RENDERING_FAILED',
    `Packages: ${item.type}/${item.slug} can't be packed: ${because}`,
  )
}

/** Reads what is packed. A file that is missing is the document's own fault. */
async function read(subject: Subject, { uploads, signal }: Context): Promise<FileBytes> {
  const bytes = new Map<string, Uint8Array>()
  for (const { url } of filesOf(subject)) {
    signal.throwIfAborted()
    bytes.set(url, await uploads.read(url))
  }
  return bytes
}

async function publish(subject: Subject, lastModified: string, context: Context): Promise<void> {
  const drawn = drawPackages(subject, await read(subject, context), lastModified)
  for (const [format, artefact] of drawn) {
    if (artefact) await context.artefacts.publish(artefact)
    else await context.artefacts.remove(packagePath(subject.item, format))
  }
}

/** Draws the item's packages, and lets its former addresses lead to them. */
export async function show(
  item: Item,
  formerSlugs: readonly string[],
  shelf: PackageShelf,
  context: Context,
): Promise<void> {
  if (isLesson(item)) {
    await publish(lessonSubject(item, context.site, context.settings), item.updatedAt, context)
  }
  if (isCourse(item)) await showCourse(item, shelf, context)
  for (const slug of formerSlugs) {
    for (const format of PACKAGE_FORMATS) {
      const from = packagePath({ type: item.type, slug }, format)
      await context.artefacts.move(from, packagePath(item, format))
    }
  }
}

/** From the lessons of it that are to be had; the date is that of the newest change, a withdrawn lesson's too. */
export async function showCourse(
  item: CourseItem,
  shelf: PackageShelf,
  context: Context,
): Promise<void> {
  const lessons: LessonItem[] = []
  let changed = item.updatedAt
  for (const { id } of item.details.lessons) {
    const kept = await shelf.lesson(id)
    if (!kept) continue
    const at = 'item' in kept ? kept.item.updatedAt : kept.goneAt
    if (at > changed) changed = at
    if ('item' in kept) lessons.push(kept.item)
  }
  await publish(courseSubject(item, lessons, context.site, context.settings), changed, context)
}

/** The addresses answer 410 with the reason. */
export async function bury(
  { item, at, reason }: Revision,
  slugs: readonly string[],
  { artefacts }: Context,
): Promise<void> {
  const notice = [words.gone, reason ?? ''].filter((part) => part !== '').join('：')
  for (const slug of slugs) {
    for (const format of PACKAGE_FORMATS) {
      await artefacts.gone({ path: packagePath({ type: item.type, slug }, format), at, notice })
    }
  }
}

/** An error of the content settles one shipment; any other is the storage's, and the whole batch's. */
export function refusalOrThrow(error: unknown): DeliveryError {
  const known = asDeliveryError(error)
  if (known.code === 'RENDERING_FAILED') return known
  throw error
}
