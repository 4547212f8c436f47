/** The rules of a schedule, case by case. */
import { describe, expect, it } from 'vitest'

import {
  addDays,
  clockOf,
  dayOf,
  isDay,
  momentOf,
  mondayOf,
} from '@/collections/broadcast/local-day'
import { columnsOf } from '@/collections/broadcast/membership'
import {
  planWeek,
  type Finding,
  type PlannedColumn,
  type PlannedVideo,
} from '@/collections/broadcast/week'

const ZONE = 'Asia/Shanghai'
/** A Monday. */
const MONDAY = '2026-11-23'
/** 19:30 that day. */
const SLOT = '2026-11-23T11:30:00.000Z'

const column = (changes: Partial<PlannedColumn> = {}): PlannedColumn => ({
  slug: 'night-class',
  title: '夜课',
  runtimeMinutes: 25,
  slots: [{ weekday: 'mon', time: '19:30', repeat: false }],
  ...changes,
})

const video = (id: string, changes: Partial<PlannedVideo> = {}): PlannedVideo => ({
  id,
  title: id,
  columns: ['night-class'],
  seconds: 1500,
  publishedAt: '2026-11-01T00:00:00.000Z',
  published: true,
  blocked: [],
  airings: [],
  ...changes,
})

const on = (...airings: (string | { at: string; repeat: boolean })[]): Partial<PlannedVideo> => ({
  airings: airings.map((one) => (typeof one === 'string' ? { at: one, repeat: false } : one)),
})

function findings(
  videos: readonly PlannedVideo[],
  columns: readonly PlannedColumn[] = [column()],
): readonly Finding[] {
  const days = planWeek({ columns, videos, from: MONDAY, days: 7, timeZone: ZONE })
  return days.flatMap(({ entries }) => entries.flatMap((entry) => entry.findings))
}
const kinds = (...input: Parameters<typeof findings>): string[] =>
  findings(...input).map(({ kind }) => kind)

describe('a week', () => {
  it.each<[string, readonly PlannedVideo[], readonly string[]]>([
    ['a slot that is filled', [video('a', on(SLOT))], []],
    ['a slot nothing fills', [], ['gap']],
    ['an airing a minute beside its slot', [video('a', on('2026-11-23T11:31:00.000Z'))], ['gap']],
    [
      'another column’s episode in the slot',
      [video('a', { ...on(SLOT), columns: ['other'] })],
      ['gap'],
    ],
    [
      'two that overlap',
      [video('a', on(SLOT)), video('b', on('2026-11-23T11:54:59.000Z'))],
      ['overlap'],
    ],
    ['two that meet', [video('a', on(SLOT)), video('b', on('2026-11-23T11:55:00.000Z'))], []],
    [
      'two at once, of no length',
      [video('a', { ...on(SLOT), seconds: 0.1 }), video('b', on(SLOT))],
      ['runtime', 'overlap'],
    ],
    ['a repeat that is not marked', [video('a', on(SLOT, '2026-11-24T11:30:00.000Z'))], ['repeat']],
    [
      'a repeat that is marked',
      [video('a', on(SLOT, { at: '2026-11-24T11:30:00.000Z', repeat: true }))],
      [],
    ],
    ['one aired long before', [video('a', on('2025-01-06T11:30:00.000Z', SLOT))], ['repeat']],
    [
      'rights that ended',
      [video('a', { ...on(SLOT), rights: { until: '2026-11-23T00:00:00.000Z' } })],
      ['rights'],
    ],
    [
      'rights that end before the last second',
      [video('a', { ...on(SLOT), rights: { until: '2026-11-23T11:54:59.000Z' } })],
      ['rights'],
    ],
    [
      'rights that end with it',
      [video('a', { ...on(SLOT), rights: { until: '2026-11-23T11:55:00.000Z' } })],
      [],
    ],
    [
      'rights that have not begun',
      [video('a', { ...on(SLOT), rights: { from: '2026-11-23T11:30:01.000Z' } })],
      ['rights'],
    ],
    ['30 seconds too long', [video('a', { ...on(SLOT), seconds: 1530 })], []],
    ['31 seconds too long', [video('a', { ...on(SLOT), seconds: 1531 })], ['runtime']],
    ['31 seconds too short', [video('a', { ...on(SLOT), seconds: 1469 })], ['runtime']],
    ['no length', [unmeasured(video('a', on(SLOT)))], ['length']],
    ['a draft', [video('a', { ...on(SLOT), published: false })], ['unpublished']],
    [
      'one that failed the checks',
      [video('a', { ...on(SLOT), blocked: ['没有声音'] })],
      ['blocked'],
    ],
  ])('%s', (_name, videos, expected) => {
    expect(kinds(videos)).toEqual(expected)
  })

  it('knows slots of one date, and counts days in the station’s zone', () => {
    const slots = [{ weekday: 'date' as const, date: '2026-11-25', time: '00:10', repeat: false }]
    const days = planWeek({
      columns: [column({ slots })],
      videos: [],
      from: MONDAY,
      days: 7,
      timeZone: ZONE,
    })
    expect(days.flatMap(({ day, entries }) => entries.map(({ at }) => [day, at]))).toEqual([
      ['2026-11-25', '2026-11-24T16:10:00.000Z'],
    ])
  })
})

function unmeasured(one: PlannedVideo): PlannedVideo {
  const { seconds: _seconds, ...rest } = one
  return rest
}

describe('fixes', () => {
  const fixOf = (...input: Parameters<typeof findings>) => findings(...input)[0]?.fix

  it('fill a gap with the first unaired episode that fits', () => {
    const videos = [
      video('aired', { ...on('2025-01-06T11:30:00.000Z'), episode: 1 }),
      video('long', { episode: 2, seconds: 3000 }),
      video('expired', { episode: 3, rights: { until: '2026-11-01T00:00:00.000Z' } }),
      video('draft', { episode: 4, published: false }),
      video('unfit', { episode: 5, blocked: ['x'] }),
      video('other', { episode: 6, columns: ['other'] }),
      video('later', { episode: 8 }),
      video('right', { episode: 7 }),
      video('unnumbered', { publishedAt: '2020-01-01T00:00:00.000Z' }),
    ]
    expect(fixOf(videos)).toEqual({ action: 'assign', video: 'right', at: SLOT, repeat: false })
    expect(fixOf([video('unnumbered')])).toMatchObject({ video: 'unnumbered' })
    expect(fixOf([])).toBeUndefined()
  })

  it('offer each episode once a week', () => {
    const slots = (['mon', 'tue', 'wed'] as const).map((weekday) => ({
      weekday,
      time: '19:30',
      repeat: false,
    }))
    const offered = findings(
      [video('a', { episode: 1 }), video('b', { episode: 2 })],
      [column({ slots })],
    )
    expect(offered.map(({ fixTitle }) => fixTitle)).toEqual(['a', 'b', undefined])
  })

  it('fill a slot for repeats with what aired last before', () => {
    const slots = [{ weekday: 'wed' as const, time: '08:00', repeat: true }]
    const videos = [
      video('old', on('2026-11-16T11:30:00.000Z')),
      video('last', on(SLOT)),
      video('new'),
    ]
    expect(fixOf(videos, [column({ slots })])).toMatchObject({
      action: 'assign',
      video: 'last',
      repeat: true,
    })
  })

  it('move what overlaps to the next full minute, mark repeats, replace what lost its rights', () => {
    const second = '2026-11-23T11:40:00.000Z'
    expect(fixOf([video('a', { ...on(SLOT), seconds: 1505 }), video('b', on(second))])).toEqual({
      action: 'move',
      video: 'b',
      at: second,
      to: '2026-11-23T11:56:00.000Z',
    })
    expect(fixOf([video('a', on('2025-01-06T11:30:00.000Z', SLOT))])).toEqual({
      action: 'mark-repeat',
      video: 'a',
      at: SLOT,
    })
    const expired = video('a', { ...on(SLOT), rights: { until: SLOT } })
    expect(fixOf([expired, video('b')])).toEqual({
      action: 'replace',
      video: 'a',
      at: SLOT,
      by: 'b',
    })
  })
})

describe('columns', () => {
  const columns = [
    { id: '1', slug: 'by-hand' },
    { id: '2', slug: 'theme', rule: { themes: ['t1', 't2'] } },
    { id: '3', slug: 'both', rule: { themes: ['t1'], keywords: ['夜课'] } },
    { id: '4', slug: 'nothing', rule: { themes: [], audiences: null } },
  ]
  it.each([
    [{ column: '1' }, ['by-hand']],
    [{ themes: ['t2'] }, ['theme']],
    [{ themes: ['t1'], keywords: ['夜课'] }, ['theme', 'both']],
    [{ column: '3', themes: ['t1'] }, ['both', 'theme']],
    [{ keywords: ['夜课'] }, []],
    [{}, []],
  ])('%j', (one, expected) => {
    expect(columnsOf(one, columns).map(({ slug }) => slug)).toEqual(expected)
  })
})

describe('days and clocks', () => {
  it('agree in any zone, whatever its clocks do', () => {
    for (const zone of [ZONE, 'UTC', 'America/New_York', 'Asia/Kathmandu']) {
      for (const day of ['2026-01-15', '2026-03-08', '2026-11-01', '2026-12-31']) {
        const at = momentOf(day, '19:30', zone)
        expect([dayOf(at, zone), clockOf(at, zone)], `${zone} ${day}`).toEqual([day, '19:30'])
      }
    }
  })

  it('know Mondays and days that are none', () => {
    expect([mondayOf('2026-11-29'), mondayOf(MONDAY), addDays('2026-12-31', 1)]).toEqual([
      MONDAY,
      MONDAY,
      '2027-01-01',
    ])
    expect(['2026-02-30', '2026-13-01', '26-1-1', ''].filter(isDay)).toEqual([])
  })
})
