import { describe, expect, it } from 'vitest'

import { calendarOf } from '@/collections/newspapers/calendar'
import { editionId, type NewspaperRow } from '@/collections/newspapers/make-edition'
import { isSchedule, lastTimes } from '@/collections/newspapers/schedule'
import { dueTime } from '@/jobs/newspaper-compile'

const SHANGHAI = 'Asia/Shanghai'

describe('a schedule', () => {
  it.each(['30 7 * * *', '0 18 * * 1-5', '  30 7 1 * * '])('may be %j', (text) => {
    expect(isSchedule(text)).toBe(true)
  })
  it.each(['', '7:30', '30 7 * *', '0 30 7 * * *', '61 7 * * *', '0 0 31 2 *'])(
    'may not be %j',
    (text) => {
      expect(isSchedule(text)).toBe(false)
    },
  )
  it.each([
    ['2014-07-02T23:29:59.999Z', '2014-07-01T23:30:00.000Z', '2014-06-30T23:30:00.000Z'],
    ['2014-07-02T23:30:00.000Z', '2014-07-02T23:30:00.000Z', '2014-07-01T23:30:00.000Z'],
    ['2014-07-02T23:30:00.400Z', '2014-07-02T23:30:00.000Z', '2014-07-01T23:30:00.000Z'],
  ])('has its last times on the clock of the office: at %s', (now, last, before) => {
    const times = lastTimes('30 7 * * *', new Date(now), SHANGHAI)
    expect([times.last.toISOString(), times.before.toISOString()]).toEqual([last, before])
  })
})

describe('the calendar', () => {
  it('has every day of a span, on the clock of the office', () => {
    const { off, working } = calendarOf(
      [
        // As the admin's day picker writes days: midnight in the office.
        { kind: 'off', from: '2014-09-30T16:00:00.000Z', until: '2014-10-02T16:00:00.000Z' },
        { kind: 'working', from: '2014-09-28T04:00:00.000Z' },
      ],
      SHANGHAI,
    )
    expect([...off]).toEqual(['2014-10-01', '2014-10-02', '2014-10-03'])
    expect([...working]).toEqual(['2014-09-28'])
  })
})

describe('an edition is due', () => {
  const newspaper: NewspaperRow = {
    ...{ id: 'n', slug: 'morning', title: '早报', schedule: '30 7 * * *' },
    ...{ workingDaysOnly: true, staleHours: 2, createdAt: '2014-09-01T00:00:00.000Z' },
    rules: { count: 5, order: 'newest', lead: 'first' },
  }
  const calendar = { off: new Set(['2014-10-01']), working: new Set(['2014-09-28']) }
  const due = (clock: string, change: Partial<NewspaperRow> = {}): string | undefined =>
    dueTime(
      { ...newspaper, ...change },
      { now: new Date(`${clock}+08:00`), timeZone: SHANGHAI, calendar },
    )?.toISOString()

  it.each([
    ['on a Tuesday', '2014-09-30T07:30:00', '2014-09-29T23:30:00.000Z'],
    ['late, but not too late', '2014-09-30T09:30:00', '2014-09-29T23:30:00.000Z'],
    ['on a Sunday that is worked', '2014-09-28T07:31:00', '2014-09-27T23:30:00.000Z'],
  ])('%s', (_name, clock, expected) => {
    expect(due(clock)).toBe(expected)
  })
  it.each([
    ['once it is stale', '2014-09-30T09:30:01'],
    ['on a Saturday', '2014-09-27T07:31:00'],
    ['on a holiday', '2014-10-01T07:31:00'],
  ])('not %s', (_name, clock) => {
    expect(due(clock)).toBeUndefined()
  })
  it('on a Saturday where every day counts', () => {
    expect(due('2014-09-27T07:31:00', { workingDaysOnly: false })).toBeDefined()
  })
  it('not for a time before the newspaper was set up', () => {
    expect(due('2014-09-30T07:31:00', { createdAt: '2014-09-29T23:30:30.000Z' })).toBeUndefined()
  })
  it('and is named after its minute on that clock', () => {
    expect(editionId('morning', new Date('2014-09-29T23:30:00Z'), SHANGHAI)).toBe(
      'morning-201409300730',
    )
  })
})
