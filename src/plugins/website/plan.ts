/** What a shipment means for the public paths, worked out before anything is touched. */
import {
  DeliveryError,
  itemPath,
  messageOf,
  type DocumentKey,
  type Item,
  type Revision,
  type Shipment,
} from '@/core'

import { renderGone, type Gone } from './pages/gone'
import type { Look } from './html'
import { RECEIPT_DIGITS } from './limits'
import { droppedFiles, uploadsOf, type Upload } from './uploads'

interface Common {
  readonly revision: Revision
  /** The items readers may still see. */
  readonly earlier: readonly Item[]
  /** Files the document shows no more. */
  readonly dropped: readonly Upload[]
  readonly receipt: string
}

export interface Publication extends Common {
  readonly kind: 'publication'
  readonly uploads: readonly Upload[]
  /** Addresses that lead to the page. */
  readonly formerPaths: readonly string[]
}

export interface Withdrawal extends Common {
  readonly kind: 'withdrawal'
  readonly gone: readonly Gone[]
}

export type Plan = Publication | Withdrawal

/** Throws DeliveryError RENDERING_FAILED when the document can't be shown. Its page is drawn later, from the lists. */
export function planShipment({ action, revision, earlier }: Shipment, look: Look): Plan {
  return action === 'withdraw'
    ? planWithdrawal(revision, earlier, look)
    : planPublication(revision, earlier)
}

export const planPublication = (revision: Revision, earlier: readonly Item[]): Publication =>
  orRefuse(revision, () => {
    const { item } = revision
    assertDates(item)
    const formerSlugs = slugsOf([item, ...earlier]).filter((slug) => slug !== item.slug)
    const topics = [...item.themes, ...item.audiences].map(({ slug }) => slug)
    assertSlugs([...slugParts(item, [item.slug, ...formerSlugs]), ...topics])
    const dropped = droppedFiles(earlier, item)
    return {
      kind: 'publication',
      revision,
      earlier,
      uploads: uploadsOf(item),
      dropped,
      formerPaths: formerSlugs.map((slug) => itemPath({ type: item.type, slug })),
      receipt: [...goneNote(dropped), `page:${revision.hash.slice(0, RECEIPT_DIGITS)}`].join(' '),
    }
  })

export const planWithdrawal = (
  revision: Revision,
  earlier: readonly Item[],
  look: Look,
): Withdrawal =>
  orRefuse(revision, () => {
    const { item } = revision
    const slugs = slugsOf([item, ...earlier])
    assertSlugs(slugParts(item, slugs))
    const others = droppedFiles(earlier, item)
    return {
      kind: 'withdrawal',
      revision,
      earlier,
      gone: renderGone(revision, item, slugs, look),
      dropped: [...uploadsOf(item), ...others],
      receipt: [`${GONE}${itemPath(item)}`, ...others.map(({ path }) => path)].join(' '),
    }
  })

/** Receipts that begin so name addresses that were taken away, for rebuilds to find them again. */
export const GONE = 'gone:'

const goneNote = (dropped: readonly Upload[]): string[] =>
  dropped.length === 0 ? [] : [GONE + dropped.map(({ path }) => path).join(' ')]

/** The addresses a receipt says were taken away. */
export const goneIn = (receipt: string): readonly string[] =>
  receipt.startsWith(GONE)
    ? receipt
        .slice(GONE.length)
        .split(' ')
        .filter((word) => word.startsWith('/'))
    : []

const slugsOf = (items: readonly Item[]): string[] => [
  ...new Set(items.flatMap(({ slug, formerSlugs }) => [slug, ...formerSlugs])),
]

/** An edition's address is its newspaper's and a day. */
const slugParts = ({ type }: Item, slugs: readonly string[]): readonly string[] =>
  type === 'editions' ? slugs.flatMap((slug) => slug.split('/')) : slugs

/** Slugs stand in addresses as they are. */
function assertSlugs(slugs: readonly string[]): void {
  const wrong = slugs.find((slug) => !/^[\w-][\w.~-]{0,199}$/.test(slug))
  if (wrong !== undefined) throw new RangeError(`slug ${JSON.stringify(wrong)} makes no address`)
}

function assertDates({ publishedAt, updatedAt }: Item): void {
  for (const [field, value] of Object.entries({ publishedAt, updatedAt })) {
    if (Number.isNaN(Date.parse(value)))
      throw new RangeError(`${field} ${JSON.stringify(value)} is no date`)
  }
}

/** What each document of a batch comes to: the last of its plans. */
export const lastOf = (plans: readonly Plan[]): ReadonlyMap<DocumentKey, Plan> =>
  new Map(plans.map((plan) => [plan.revision.document, plan]))

/** Whatever goes wrong with one document's content is its own refusal. */
export function orRefuse<Result>({ item }: Pick<Revision, 'item'>, work: () => Result): Result {
  try {
    return work()
  } catch (cause) {
    const message = `Website: ${item.type}/${item.slug} can't be shown: ${messageOf(cause)}`
    throw new DeliveryError('RENDERING_FAILED', message, { cause })
  }
}
