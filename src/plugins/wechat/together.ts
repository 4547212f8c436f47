/** First publications that are due together: up to eight as one draft, one hand-over, one publication. */
import { createHash } from 'node:crypto'

import type { Outcome } from '@/core'

import { bundleOf, drop } from './bundle'
import { bundleDesk, type Desk } from './desk'
import { asDraft, goOn, render } from './hand-over'
import type { Journal } from './journal'
import { DRAFT } from './limits'

/** First publications that are due together, as one; answers an outcome for each, by its row's id. */
export async function publishTogether(
  desks: readonly Desk[],
  settle: (work: () => Promise<Outcome>) => Promise<Outcome>,
  alone: (desk: Desk) => Promise<Outcome>,
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>()
  const whole: Desk[] = []
  for (const desk of desks) {
    // What can't be rendered, or shows a picture that can't be sent, fails alone.
    const fault = await settle(async () => {
      await asDraft(desk, desk.shipment)
      return READY
    })
    if (fault.ok) whole.push(desk)
    else outcomes.set(desk.shipment.id, fault)
  }
  const [first] = whole
  if (!first) return outcomes
  const outcome = await settle(async () => {
    const plan = await planFor(await inOrder(first, whole))
    if (plan) return goOn(plan.desk, plan.journal)
    return alone(first)
  })
  for (const { shipment } of whole) outcomes.set(shipment.id, outcome)
  return outcomes
}

const READY: Outcome = { ok: true, receipt: '' }

/** As an operator ordered them; what nobody ordered comes after, the oldest first. */
async function inOrder(first: Desk, desks: readonly Desk[]): Promise<Desk[]> {
  const order =
    ((await first.context.shelf.read(ORDER_NAME)) as readonly string[] | undefined) ?? []
  const placeOf = ({ shipment }: Desk): number => {
    const place = order.indexOf(shipment.revision.document)
    return place < 0 ? order.length : place
  }
  return [...desks].sort((left, right) => placeOf(left) - placeOf(right))
}

/** Documents in the order an operator wants them in the next bundle. */
export const ORDER_NAME = 'order'

interface Plan {
  readonly desk: Desk
  readonly journal: Journal
}

/** The plan these documents had already, or a new one. Undefined for a single document, which needs none. */
async function planFor(desks: readonly Desk[]): Promise<Plan | undefined> {
  const [lead] = desks
  if (!lead) return undefined
  const members = desks.map(({ shipment }) => ({ key: shipment.key, row: shipment.id }))
  const id = idOf(members.map(({ key }) => key))
  const shared = bundleDesk(lead, id, {
    articles: desks.map(({ shipment }) => shipment),
    rows: members.map(({ row }) => row),
  })
  for (const desk of desks) {
    const journal = await desk.journal()
    const planned = journal && (await bundleOf(desk, journal))
    if (planned && planned.key !== id) await drop(desk, planned)
  }
  if (desks.length === 1) {
    const journal = await lead.journal()
    if (journal) {
      const { bundle: _bundle, ...own } = journal
      await lead.write(own)
    }
    return undefined
  }
  const names = desks.map((desk) => {
    const { title, sourceUrl } = render(desk, desk.shipment)
    return { title, sourceUrl }
  })
  const [name = { title: '', sourceUrl: '' }, ...others] = names
  const known = await shared.journal()
  const journal =
    known && known.dropped !== true
      ? known
      : await shared.write({ key: id, revision: 0, ...name, others, members, pages: [] })
  // After the plan, and before anything is sent: whoever finds a document here finds its bundle. A worker may have died between
  // them, so they are written for a plan that was there, too.
  for (const [index, desk] of desks.entries()) {
    const { key, revision } = desk.shipment
    await desk.write({
      ...{ key, revision: revision.number, pages: [], bundle: id },
      ...(names[index] ?? name),
    })
  }
  return { desk: shared, journal }
}

/** The same documents in the same order are the same bundle. */
const idOf = (keys: readonly string[]): string =>
  createHash('sha256').update(keys.join('\n')).digest('hex').slice(0, 40)

/** At most so many go out together. */
export const MOST_TOGETHER = DRAFT.articles
