/** Lighthouse's opinion of the pages a reader comes for. */
import { describe, expect, it } from 'vitest'

import { whyNoBrowser } from '../helpers/browser'
import { best, CATEGORIES, visit, type Visit } from '../helpers/lighthouse'
import { PAGE_TYPES } from './website-site'

const LEAST = 95
/** What disturbs a visit only ever takes points away, so the best of at most so many counts. */
const VISITS = 5
const TIMEOUT_MS = 300_000

export function describeLighthouse(origin: () => string): void {
  describe.skipIf(whyNoBrowser)('Lighthouse', () => {
    it.each(['home', 'article', 'video', 'lesson'])(
      `gives the %s page ${String(LEAST)} points or more in every category`,
      async (type) => {
        const visits: Visit[] = []
        let low: readonly string[] = CATEGORIES
        while (visits.length < VISITS && low.length > 0) {
          visits.push(await visit(origin() + (PAGE_TYPES[type]?.path ?? '')))
          const scores = best(visits)
          low = CATEGORIES.filter((category) => scores[category] < LEAST)
        }
        process.stdout.write(`Lighthouse, ${type}: ${JSON.stringify(best(visits))}\n`)
        expect(low, visits.flatMap(({ losses }) => losses).join('; ')).toEqual([])
      },
      TIMEOUT_MS,
    )
  })
}
