import { describe, expect, it } from 'vitest'

import { readDate } from '@/importer/dates'

describe('readDate', () => {
  it.each([
    ['2015-03-02', '2015-03-01T16:00:00.000Z'],
    ['2015-03-02T09:00:00+08:00', '2015-03-02T01:00:00.000Z'],
    ['2015-03-02T09:00:00', '2015-03-02T01:00:00.000Z'],
    ['2015-03-02 09:00Z', '2015-03-02T09:00:00.000Z'],
    ['2016-02-29', '2016-02-28T16:00:00.000Z'],
  ])('reads %s', (written, moment) => {
    expect(readDate(written)).toBe(moment)
  })

  it.each([
    '2914-13-45T29:61:00+08:00',
    '2015-02-29',
    '2015-04-31T10:00:00+08:00',
    '2015-03-02T24:00:00+08:00',
    '0015-03-02',
    '2014',
    'gestern',
    '2015-03-02T09:00:00+99:00',
  ])('refuses %s', (written) => {
    expect(readDate(written)).toBeUndefined()
  })
})
