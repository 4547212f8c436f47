import { describe, expect, it } from 'vitest'

import { dayOf, monthOf, rfc3339, rfc822 } from '@/core'

describe('written dates', () => {
  it.each([
    ['2014-07-02T00:00:00.000Z', 'Asia/Shanghai', 'Wed, 02 Jul 2014 08:00:00 +0800'],
    ['2014-12-31T16:00:00Z', 'Asia/Shanghai', 'Thu, 01 Jan 2015 00:00:00 +0800'],
    ['2014-07-02T00:00:00Z', 'UTC', 'Wed, 02 Jul 2014 00:00:00 +0000'],
    ['2014-07-02T00:00:00Z', 'America/St_Johns', 'Tue, 01 Jul 2014 21:30:00 -0230'],
    ['1988-07-01T00:00:00Z', 'Asia/Shanghai', 'Fri, 01 Jul 1988 09:00:00 +0900'],
  ])('writes %s in %s as %s', (iso, zone, expected) => {
    expect(rfc822(iso, zone)).toBe(expected)
    expect(Date.parse(rfc822(iso, zone))).toBe(Date.parse(iso))
    expect(Date.parse(rfc3339(iso, zone))).toBe(Date.parse(iso))
  })

  it('writes RFC 3339 with the offset', () => {
    expect(rfc3339('2014-07-02T00:00:00.123Z', 'Asia/Shanghai')).toBe('2014-07-02T08:00:00+08:00')
  })

  it('finds the month in the site’s zone', () => {
    expect(monthOf('2014-06-30T16:00:00Z', 'Asia/Shanghai')).toBe('2014-07')
    expect(monthOf('2014-06-30T15:59:59Z', 'Asia/Shanghai')).toBe('2014-06')
    expect(dayOf('2014-06-30T16:00:00Z', 'Asia/Shanghai')).toBe('2014-07-01')
  })
})
