/** Lighthouse's opinion of the pages a reader comes for. */
import { describe, expect, it } from 'vitest'

import { whyNoBrowser } from '../helpers/browser'
import { CATEGORIES, median, visit, type Visit } from '../helpers/lighthouse'
import { PAGE_TYPES } from './website-site'

const LEAST = 95
/** The middle one counts, so that one disturbed visit does not decide. */
const VISITS = 3
const TIMEOUT_MS = 300_000

export function describeLighthouse(origin: () => string): void {
  describe.skipIf(whyNoBrowser)('Lighthouse', () => {
    it.each(['home', 'article', 'video', 'lesson'])(
      `gives the %s page ${String(LEAST)} points or more in every category`,
      async (type) => {
        const visits: Visit[] = []
        while (visits.length < VISITS)
          visits.push(await visit(origin() + (PAGE_TYPES[type]?.path ?? '')))
        const scores = median(visits)
        process.stdout.write(`Lighthouse, ${type}: ${JSON.stringify(scores)}\n`)
        const low = CATEGORIES.filter((category) => scores[category] < LEAST)
        expect(low, visits.flatMap(({ losses }) => losses).join('; ')).toEqual([])
      },
      TIMEOUT_MS,
    )
  })
}
