/** The XMLTV schedule: its DTD's order, no overlaps, a real client reads it, and the window moves with the day. */
import { parseXmltv as readByClient } from '@iptv/xmltv'
import { describe, expect, it } from 'vitest'

import { refreshTv } from '@/plugins/tv/refresh'
import type { Item } from '@/core'

import { shipmentOf, site } from '../../helpers/items'
import { memoryPorts, type MemoryPorts } from '../../helpers/ports'
import { COLUMN, NOON, tvAt, videoOf } from './episodes'
import { xmltvComplaints } from './xmltv-rules'

async function publish(items: readonly Item[]): Promise<MemoryPorts> {
  const ports = memoryPorts()
  const channel = tvAt(NOON)
  const settings = channel.settings({ stationName: '样例台', stationId: 'sample.example.org' })
  await channel.deliver(
    items.map((item) => shipmentOf(item)),
    { ...ports, site, settings },
  )
  return ports
}

const schedule = ({ artefacts }: MemoryPorts): string => artefacts.text('/tv/schedule.xml')
const starts = (xml: string): string[] =>
  [...xml.matchAll(/start="([^"]+)"/g)].map(([, at = '']) => at)

const FULL = videoOf(
  'full',
  {
    airings: [{ at: '2015-03-02T11:30:00.000Z' }, { at: '2015-03-03T11:30:00.000Z', repeat: true }],
    columns: [{ ...COLUMN, episode: 12 }],
    keywords: ['夜课'],
    rating: 'nonadult',
    producer: '样例制作中心',
    durationSeconds: 1500,
  },
  {
    themes: [{ slug: 'methods', label: '方法' }],
    credits: { author: '栏目组', responsibleEditor: '责编' },
  },
)

describe('the schedule', () => {
  it('keeps to the DTD, with every element it can fill', async () => {
    const xml = schedule(await publish([FULL]))
    expect(xmltvComplaints(xml)).toEqual([])
    expect(xml).toContain('<!DOCTYPE tv SYSTEM "xmltv.dtd">')
    for (const name of [
      'sub-title',
      'desc',
      'credits',
      'keyword',
      'length',
      'url',
      'subtitles',
      'rating',
    ]) {
      expect(xml, name).toContain(`<${name}`)
    }
  })

  it('is judged by rules that notice faults', async () => {
    const xml = schedule(await publish([FULL]))
    expect(
      xmltvComplaints(xml.replaceAll(/(<title.*?<\/title>)(<sub-title.*?<\/sub-title>)/g, '$2$1')),
    ).not.toEqual([])
    expect(xmltvComplaints(xml.replaceAll(' +0800', ''))).not.toEqual([])
    expect(xmltvComplaints(xml.replace('units="seconds"', ''))).not.toEqual([])
    expect(
      xmltvComplaints(xml.replace('stop="20150302195500', 'stop="20150309195500')),
    ).not.toEqual([])
  })

  it('is read by a client library as it was meant', async () => {
    const { channels, programmes } = readByClient(schedule(await publish([FULL])))
    expect(channels?.map(({ id, displayName }) => [id, displayName[0]?._value])).toEqual([
      ['sample.example.org', '样例台'],
    ])
    expect(programmes).toHaveLength(2)
    const [first, again] = programmes ?? []
    expect(first).toMatchObject({
      channel: 'sample.example.org',
      start: new Date('2015-03-02T11:30:00.000Z'),
      stop: new Date('2015-03-02T11:55:00.000Z'),
      title: [{ _value: '夜课', lang: 'zh' }],
      subTitle: [{ _value: '标题 full', lang: 'zh' }],
      episodeNum: [
        { _value: '第12期', system: 'onscreen' },
        { _value: '.11.', system: 'xmltv_ns' },
      ],
    })
    expect([first?.new, again?.previouslyShown !== undefined]).toEqual([true, true])
  })

  it('never overlaps: what is too long ends where the next begins, of two at once one stays', async () => {
    const at = '2015-03-02T11:30:00.000Z'
    const xml = schedule(
      await publish([
        videoOf('long', { durationSeconds: 7200, airings: [{ at }] }),
        videoOf('next', { durationSeconds: 600, airings: [{ at: '2015-03-02T12:00:00.000Z' }] }),
        videoOf('same', { durationSeconds: 600, airings: [{ at }] }),
      ]),
    )
    expect(xmltvComplaints(xml)).toEqual([])
    expect(starts(xml)).toEqual(['20150302193000 +0800', '20150302200000 +0800'])
    expect(xml).toContain('stop="20150302200000 +0800"')
  })

  it('leaves out what would air outside its rights', async () => {
    const airings = [{ at: '2015-03-02T11:30:00.000Z' }, { at: '2015-03-04T11:30:00.000Z' }]
    const until = '2015-03-03T00:00:00.000Z'
    expect(starts(schedule(await publish([videoOf('w', { airings, rights: { until } })])))).toEqual(
      ['20150302193000 +0800'],
    )
  })

  it('covers the week before and the week after, and moves on with the day', async () => {
    const days = ['02-21', '02-22', '03-01', '03-08', '03-09']
    const ports = await publish([
      videoOf('d', { airings: days.map((day) => ({ at: `2015-${day}T11:30:00.000Z` })) }),
    ])
    const shown = (): string[] => starts(schedule(ports)).map((at) => at.slice(4, 8))
    expect(shown()).toEqual(['0222', '0301', '0308'])
    await refreshTv({ ...ports, site, settings: {} }, [], new Date('2015-03-01T15:59:00.000Z'))
    expect(shown()).toEqual(['0222', '0301', '0308'])
    await refreshTv({ ...ports, site, settings: {} }, [], new Date('2015-03-01T16:00:00.000Z'))
    expect(shown()).toEqual(['0301', '0308', '0309'])
  })
})
