import type { Payload } from 'payload'

import { addDays, clockOf, dayOf } from '@/collections/broadcast/local-day'
import { readWeek } from '@/collections/broadcast/read-week'
import { zh } from '@/collections/broadcast/texts.zh'
import { findingText } from '@/collections/broadcast/words'

import type { Job } from './job'

/** Looks at tomorrow's schedule while there is an evening left to mend it; what is wrong stands in the timetable. */
export const tvCheck = (payload: Payload, timeZone: string): Job => ({
  name: 'tv-check',
  label: { zh: '明日节目单核对', en: 'Tomorrow’s schedule' },
  schedule: '0 18 * * *',
  async run({ now }) {
    const day = addDays(dayOf(now().toISOString(), timeZone), 1)
    const { days } = await readWeek(payload, { from: day, days: 1, timeZone })
    const entries = days.flatMap((one) => one.entries)
    const problems = entries.flatMap(({ at, column, video, findings }) =>
      findings.map((finding) => ({
        at: clockOf(at, timeZone),
        ...(column ? { column: column.title } : {}),
        ...(video ? { title: video.title } : {}),
        kind: finding.kind,
        problem: findingText(finding, zh, timeZone),
      })),
    )
    return { day, programmes: entries.filter(({ video }) => video).length, problems }
  },
})
