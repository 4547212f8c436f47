/** Which of several moments is the last. */
import { utc } from '@/core'

export const latest = (dates: readonly string[]): string | undefined =>
  dates.reduce<string | undefined>(
    (found, date) => (found === undefined || utc(date) > found ? utc(date) : found),
    undefined,
  )
