import { expect, it } from 'vitest'

import { createRateMeter } from '@/mailing/rate-meter'

it('goes by the last minute, and by the whole where nobody looked', () => {
  const meter = createRateMeter()
  expect(meter.look(1, 0, null, 0)).toBeUndefined()
  expect(meter.look(2, 100, 0, 10_000)).toBe(10)
  expect(meter.look(2, 400, 0, 20_000)).toBe(30)
  expect(meter.look(2, 401, 0, 20_500)).toBeCloseTo(28.67)
  // An hour later nothing of it counts.
  expect(meter.look(2, 7200, 0, 3_600_000)).toBe(2)
})
