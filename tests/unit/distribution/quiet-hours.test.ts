import { describe, expect, it } from 'vitest'

import { dueTime, isQuiet, readClockTime } from '@/plugins/distribution/quiet-hours'

const zone = 'Asia/Shanghai'
const at = (time: string): Date => new Date(`2016-07-01T${time}:00+08:00`)

describe('quiet hours', () => {
  it.each([
    ['22:00', '07:00', '21:59', false],
    ['22:00', '07:00', '22:00', true],
    ['22:00', '07:00', '00:00', true],
    ['22:00', '07:00', '06:59', true],
    ['22:00', '07:00', '07:00', false],
    ['12:00', '13:00', '12:30', true],
    ['12:00', '13:00', '13:00', false],
    ['12:00', '12:00', '12:00', false],
  ])('from %s until %s, at %s: %s', (from, until, time, expected) => {
    expect(isQuiet({ from, until }, at(time), zone)).toBe(expected)
  })

  it('is never quiet without both ends', () => {
    expect(isQuiet(undefined, at('03:00'), zone)).toBe(false)
    expect(isQuiet({ from: '22:00', until: null }, at('23:00'), zone)).toBe(false)
  })

  it.each(['24:00', '7:00', '07:60', 'noon', ''])('does not take %j for a clock time', (text) => {
    expect(readClockTime(text)).toBeUndefined()
  })
})

describe('when a row is due', () => {
  it('is at once without a schedule', () => {
    expect(dueTime(null, at('10:00'), zone)).toBe(at('10:00').getTime())
  })

  it('is the next time of the schedule, in the zone', () => {
    expect(dueTime('0 7 * * *', at('10:00'), zone)).toBe(
      new Date('2016-07-02T07:00:00+08:00').getTime(),
    )
    // 2016-07-01 is a Friday: the next working day is Monday.
    expect(dueTime('0 7 * * 1-5', at('10:00'), zone)).toBe(
      new Date('2016-07-04T07:00:00+08:00').getTime(),
    )
  })
})
