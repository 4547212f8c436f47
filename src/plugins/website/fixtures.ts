/** What is there whatever is published, and how a delivery knows that it is. */
import { createHash } from 'node:crypto'

import { CONTENT_TYPES, type Artefact, type Shelf } from '@/core'

import { drawFront, type Canvas } from './draw'
import type { Look } from './html'
import { RECEIPT_DIGITS } from './limits'
import type { Ordered } from './ordered'
import { renderFixtures } from './pages/fixtures'
import { renderRobots } from './sitemap'
import type { List } from './views'

const NOTE = 'fixtures'
const LOOK = 'look'

interface Fixtures {
  readonly artefacts: readonly Artefact[]
  /** Of their bytes and of the look. */
  readonly digest: string
}

/** Lists whose front pages the header leads to, so they are there without documents. */
const STANDING_LISTS: readonly List[] = ['all', ...CONTENT_TYPES]

/** The last look's, since a process has one: drawing them for every batch would cost more than the batch. */
let known: { readonly look: string; readonly fixtures: Fixtures } | undefined

function fixturesOf(look: Look): Fixtures {
  const key = JSON.stringify(look)
  if (known?.look !== key) {
    const artefacts = [...renderFixtures(look), renderRobots(look.site)]
    const digest = createHash('sha256').update(key)
    for (const { path, body } of artefacts) digest.update(path).update(body)
    known = {
      look: key,
      fixtures: { artefacts, digest: digest.digest('hex').slice(0, RECEIPT_DIGITS) },
    }
  }
  return known.fixtures
}

/** Whether what stands is of another look or version, or was never drawn. */
export const areStale = async (shelf: Shelf, look: Look): Promise<boolean> =>
  (await shelf.read(NOTE)) !== fixturesOf(look).digest

/** Pages of an earlier stylesheet keep theirs: it has another name. */
export async function drawFixtures(ordered: Ordered, canvas: Canvas): Promise<number> {
  const { artefacts } = fixturesOf(canvas.look)
  for (const artefact of artefacts) await canvas.artefacts.publish(artefact)
  let drawn = artefacts.length
  for (const list of STANDING_LISTS) drawn += await drawFront(list, ordered, canvas)
  return drawn
}

/** To be said once everything that stands is drawn. Whoever draws pages for a query finds the look here. */
export async function noteFixtures(shelf: Shelf, look: Look): Promise<void> {
  await shelf.write(LOOK, look)
  await shelf.write(NOTE, fixturesOf(look).digest)
}

/** `undefined` before the first delivery. */
export const lastLook = async (shelf: Pick<Shelf, 'read'>): Promise<Look | undefined> =>
  (await shelf.read(LOOK)) as Look | undefined
