/** Compiles each newspaper's edition when its time has come. */
import type { Payload } from 'payload'

import { dayOf } from '@/collections/broadcast/local-day'
import { readCalendar } from '@/collections/newspapers/calendar'
import { isWorkingDay, type HolidayCalendar } from '@/collections/newspapers/compile'
import { makeEdition, type NewspaperRow } from '@/collections/newspapers/make-edition'
import { lastTimes } from '@/collections/newspapers/schedule'
import { messageOf } from '@/core'

import type { Job } from './job'

const HOUR_MS = 60 * 60_000

/** The time each newspaper was last looked at, by its id: an edition somebody deleted does not come back. */
type Handled = Readonly<Record<string, string>>

/**
 * Runs every minute. Of times that passed while no worker ran, only the newest counts, and none once it is stale: what
 * would have been in them is in the next edition.
 */
export const newspaperCompile = (payload: Payload, timeZone: string): Job => ({
  name: 'newspaper-compile',
  label: { zh: '手机报编稿', en: 'Compile newspapers' },
  schedule: '* * * * *',
  async run({ now, previous, signal }) {
    const calendar = await readCalendar(payload, timeZone)
    const { docs: newspapers } = await payload.db.find<NewspaperRow>({
      collection: 'newspapers',
      where: { active: { equals: true } },
      sort: 'slug',
      pagination: false,
      limit: 0,
    })
    const before = (previous as { handled?: Handled } | undefined)?.handled ?? {}
    const handled: Record<string, string> = {}
    const counts = { made: 0, exists: 0, empty: 0 }
    const problems: string[] = []
    for (const newspaper of newspapers) {
      signal.throwIfAborted()
      try {
        const dueAt = dueTime(newspaper, { now: now(), timeZone, calendar })
        const mark = dueAt?.toISOString() ?? before[newspaper.id]
        if (dueAt && mark !== before[newspaper.id]) {
          const { outcome } = await makeEdition(payload, newspaper, { dueAt, timeZone })
          counts[outcome] += 1
        }
        if (mark !== undefined) handled[newspaper.id] = mark
      } catch (error) {
        // One newspaper's fault holds up no other's edition; the run as a whole has failed all the same.
        problems.push(`${newspaper.slug}: ${messageOf(error)}`)
      }
    }
    if (problems.length > 0) throw new Error(problems.join('; '))
    return { newspapers: newspapers.length, ...counts, handled }
  },
})

interface Moment {
  readonly now: Date
  readonly timeZone: string
  readonly calendar: HolidayCalendar
}

/** The newspaper's newest time, if it has an edition then and it is not too late for it. */
export function dueTime(
  { schedule, createdAt, workingDaysOnly, staleHours }: NewspaperRow,
  { now, timeZone, calendar }: Moment,
): Date | undefined {
  const { last } = lastTimes(schedule, now, timeZone)
  const isOver = now.getTime() - last.getTime() > staleHours * HOUR_MS
  const isBefore = last.getTime() < Date.parse(createdAt)
  const isOff =
    workingDaysOnly === true && !isWorkingDay(dayOf(last.toISOString(), timeZone), calendar)
  return isOver || isBefore || isOff ? undefined : last
}
