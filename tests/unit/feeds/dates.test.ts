import { describe, expect, it } from 'vitest'

import { latest } from '@/plugins/feeds/dates'

describe('the latest of several dates', () => {
  it('compares moments, not spellings', () => {
    expect(latest(['2014-07-02T08:00:00+08:00', '2014-07-02T00:00:01Z'])).toBe(
      '2014-07-02T00:00:01.000Z',
    )
    expect(latest([])).toBeUndefined()
  })
})
