import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { localTime } from '@/core'

const asIntlSays = (iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(new Date(iso))

const spelled = (iso: string, timeZone: string): string => {
  const { year, month, day, time } = localTime(iso, timeZone)
  return `${year}-${month}-${day} ${time}`
}

describe('local time', () => {
  it('knows the day a clock is put forward and back, on both sides of it', () => {
    const zone = 'Europe/Berlin'
    expect(localTime('2014-03-30T00:59:59Z', zone)).toMatchObject({
      day: '30',
      time: '01:59:59',
      offset: '+01:00',
    })
    expect(localTime('2014-03-30T01:00:00Z', zone)).toMatchObject({
      time: '03:00:00',
      offset: '+02:00',
    })
    expect(localTime('2014-10-26T00:59:59Z', zone)).toMatchObject({
      time: '02:59:59',
      offset: '+02:00',
    })
    expect(localTime('2014-10-26T01:00:00Z', zone)).toMatchObject({
      time: '02:00:00',
      offset: '+01:00',
    })
  })

  it('counts weekdays from Sunday', () => {
    expect(localTime('2014-11-01T16:00:00Z', 'Asia/Shanghai').weekday).toBe(0)
  })

  it('agrees with Intl for any moment and zone', () => {
    const moments = fc.date({
      min: new Date('1950-01-01T00:00:00Z'),
      max: new Date('2037-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    const zones = fc.constantFrom(
      'Asia/Shanghai',
      'Asia/Kathmandu',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'UTC',
    )
    fc.assert(
      fc.property(moments, zones, (moment, zone) => {
        const iso = moment.toISOString()
        expect(spelled(iso, zone)).toBe(asIntlSays(iso, zone))
      }),
      { numRuns: 500 },
    )
  })

  it('refuses what is no date', () => {
    expect(() => localTime('soon', 'Asia/Shanghai')).toThrow(RangeError)
  })
})
