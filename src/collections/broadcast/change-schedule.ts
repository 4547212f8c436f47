/** Carries out the fixes that the week view offers: each changes the air times of one video or two. */
import type { PayloadRequest } from 'payload'
import { z } from 'zod'

import { textsFor } from './words'

const moment = z.iso.datetime()
const id = z.string().min(1)

export const changeSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('assign'), video: id, at: moment, repeat: z.boolean() }),
  z.strictObject({ action: z.literal('move'), video: id, at: moment, to: moment }),
  z.strictObject({ action: z.literal('mark-repeat'), video: id, at: moment }),
  z.strictObject({ action: z.literal('replace'), video: id, at: moment, by: id }),
])
export type Change = z.output<typeof changeSchema>

interface Airing {
  readonly at: string
  readonly repeat?: boolean | null
}

/** The schedule is not as the editor saw it. */
export class ScheduleChangedError extends Error {
  override readonly name = 'ScheduleChangedError'
}

/** Writes as the user who asks: who may not publish may not move what is published. Throws ScheduleChangedError. */
export async function changeSchedule(req: PayloadRequest, change: Change): Promise<void> {
  switch (change.action) {
    case 'assign':
      return edit(req, change.video, (airings) => added(airings, change))
    case 'move':
      return edit(req, change.video, (airings) =>
        exchanged(airings, change.at, (airing) => ({ ...airing, at: change.to })),
      )
    case 'mark-repeat':
      return edit(req, change.video, (airings) =>
        exchanged(airings, change.at, (airing) => ({ ...airing, repeat: true })),
      )
    case 'replace':
      await edit(req, change.by, (airings) => added(airings, { at: change.at, repeat: false }))
      return edit(req, change.video, (airings) => removed(airings, change.at))
  }
}

const added = (airings: readonly Airing[], { at, repeat }: Airing): readonly Airing[] =>
  airings.some((airing) => isAt(airing, at))
    ? airings
    : [...airings, { at, repeat: repeat ?? false }]

/** Taking away what is gone already is no fault: the other half of a replacement may have been cut short. */
const removed = (airings: readonly Airing[], at: string): readonly Airing[] =>
  airings.filter((airing) => !isAt(airing, at))

function exchanged(
  airings: readonly Airing[],
  at: string,
  change: (airing: Airing) => Airing,
): readonly Airing[] {
  if (!airings.some((airing) => isAt(airing, at))) throw new ScheduleChangedError(at)
  return airings.map((airing) => (isAt(airing, at) ? change(airing) : airing))
}

const isAt = (airing: Airing, at: string): boolean => Date.parse(airing.at) === Date.parse(at)

/** Changes what readers see, and in a draft that is newer than it the air times alone. */
async function edit(
  req: PayloadRequest,
  video: string,
  change: (airings: readonly Airing[]) => readonly Airing[],
): Promise<void> {
  const { payload } = req
  const common = { collection: 'videos', id: video, depth: 0, overrideAccess: false, req } as const
  const live = await payload.findByID({ ...common, disableErrors: true })
  if (!live) throw new ScheduleChangedError(textsFor(req.i18n.language).missing)
  const newest = await payload.findByID({ ...common, draft: true })
  const airings = change(live.airings ?? []).map(({ at, repeat }) => ({
    at,
    repeat: repeat ?? false,
  }))
  const isLive = live._status === 'published'
  await payload.update({ ...common, data: { airings }, ...(isLive ? {} : { draft: true }) })
  if (!isLive || newest._status === 'published') return
  const { id: _id, createdAt: _createdAt, updatedAt: _updatedAt, ...unfinished } = newest
  await payload.update({ ...common, data: { ...unfinished, airings }, draft: true })
}
