/** A column's feed: every element partners ask for, read by independent readers, paged, and as short-lived as its rights. */
import { parseRssFeed } from 'feedsmith'
import Parser from 'rss-parser'
import { describe, expect, it } from 'vitest'

import { refreshTv } from '@/plugins/tv/refresh'
import type { Item, Shipment } from '@/core'

import { listOf, parseXml, rssComplaints, textOf, type XmlNode } from '../feeds/feed-rules'
import { itemOf, shipmentOf, site } from '../../helpers/items'
import { memoryPorts, type MemoryPorts } from '../../helpers/ports'
import { mediaRssComplaints } from './media-rss-rules'
import { NOON, tvAt, videoOf, withoutColumns } from './episodes'

const URL_OF_FEED = 'https://hub.example.org/tv/night-class.mrss'
const MD5 = '0123456789abcdef0123456789abcdef'

const FULL = videoOf(
  'full',
  {
    poster: {
      url: '/media/poster.jpg',
      mediaType: 'image/jpeg',
      bytes: 9000,
      alt: '夜课',
      width: 1280,
      height: 720,
      sizes: [],
    },
    rights: { from: '2014-07-01T00:00:00.000Z', until: '2016-07-01T00:00:00.000Z' },
    region: { relationship: 'allow', countries: ['CN', 'HK'] },
    rating: 'nonadult',
    keywords: ['夜课', '农村, 学习'],
    chapters: [{ seconds: 0, title: '开头' }],
    producer: '样例制作中心',
    productionNumber: '（样）字第001号',
    measured: {
      width: 1920,
      height: 1080,
      bitrate: 8_000_000,
      frameRate: 25,
      audioChannels: 2,
      sampleRate: 48_000,
      md5: MD5,
    },
    renditions: [
      {
        url: '/media/full-720.mp4',
        mediaType: 'video/mp4',
        bytes: 500_000,
        width: 1280,
        height: 720,
        bitrate: 3_000_000,
        frameRate: 25,
      },
      {
        url: '/media/full-master.m3u8',
        mediaType: 'application/vnd.apple.mpegurl',
        bytes: 300,
        parts: [{ url: '/media/full-720.m4s', mediaType: 'video/iso.segment', bytes: 400_000 }],
      },
      { url: '/media/full.m4a', mediaType: 'audio/mp4', bytes: 90_000, audioChannels: 2 },
    ],
  },
  {
    title: '村级<夜课> & “三步法”\u0000',
    themes: [{ slug: 'methods', label: '培训组织与方法' }],
    credits: { author: '农村学习栏目组', responsibleEditor: '责编' },
  },
)

async function publish(
  items: readonly Item[],
  now = NOON,
  ports: MemoryPorts = memoryPorts(),
): Promise<MemoryPorts> {
  await deliver(
    items.map((item) => shipmentOf(item)),
    now,
    ports,
  )
  return ports
}

async function deliver(shipments: readonly Shipment[], now: string, ports: MemoryPorts) {
  const channel = tvAt(now)
  return channel.deliver(shipments, { ...ports, site, settings: channel.settings({}) })
}

const itemsOf = (xml: string): readonly XmlNode[] =>
  listOf(listOf((parseXml(xml)['rss'] as XmlNode)['channel'])[0]?.['item'])

describe('a column’s Media RSS', () => {
  it('keeps the rules of the W3C validator', async () => {
    const { artefacts } = await publish([
      FULL,
      videoOf('plain'),
      videoOf('late', {}, { publishedAt: '2014-09-30T16:00:00.000Z' }),
    ])
    const xml = artefacts.text('/tv/night-class.mrss')
    expect(rssComplaints(xml, URL_OF_FEED)).toEqual([])
    expect(mediaRssComplaints(xml)).toEqual([])
    const page = artefacts.text('/tv/night-class/2014-10.mrss')
    expect(rssComplaints(page, 'https://hub.example.org/tv/night-class/2014-10.mrss')).toEqual([])
  })

  it('is judged by rules that notice faults', async () => {
    const { artefacts } = await publish([FULL])
    const xml = artefacts.text('/tv/night-class.mrss')
    for (const [right, wrong] of [
      ['http://search.yahoo.com/mrss/', 'https://search.yahoo.com/mrss/'],
      ['role="producer"', 'role="Producer"'],
      [`>${MD5}<`, '>short<'],
      ['relationship="allow"', 'relationship="perhaps"'],
      ['fileSize="1234567"', 'fileSize="0"'],
      ['medium="audio"', 'medium="sound"'],
    ] as const) {
      expect(xml).toContain(right)
      expect(mediaRssComplaints(xml.replaceAll(right, wrong)), wrong).not.toEqual([])
    }
  })

  it('has every element partners ask for', async () => {
    const { artefacts } = await publish([FULL])
    const [item] = itemsOf(artefacts.text('/tv/night-class.mrss'))
    const contents = listOf(listOf(item?.['media:group'])[0]?.['media:content'])
    expect(contents).toHaveLength(4)
    expect(contents[0]).toMatchObject({
      '@url': 'https://hub.example.org/tv/media/full/full.mp4',
      '@fileSize': '1234567',
      '@type': 'video/mp4',
      '@medium': 'video',
      '@isDefault': 'true',
      '@expression': 'full',
      '@bitrate': '8000',
      '@framerate': '25',
      '@samplingrate': '48',
      '@channels': '2',
      '@duration': '61',
      '@height': '1080',
      '@width': '1920',
      'media:hash': { '#text': MD5, '@algo': 'md5' },
    })
    expect(contents[2]).not.toHaveProperty('@fileSize')
    expect(item).toMatchObject({
      'dcterms:valid':
        'start=2014-07-01T08:00:00+08:00; end=2016-07-01T08:00:00+08:00; scheme=W3C-DTF',
      'media:keywords': '夜课, 农村, 学习',
      'media:rating': { '#text': 'nonadult', '@scheme': 'urn:simple' },
      'media:restriction': { '#text': 'CN HK', '@relationship': 'allow', '@type': 'country' },
      'media:thumbnail': { '@url': 'https://hub.example.org/tv/media/full/poster.jpg' },
      'media:subTitle': {
        '@href': 'https://hub.example.org/tv/media/full/full.vtt',
        '@type': 'text/vtt',
        '@lang': 'zh-CN',
      },
    })
    expect(listOf(item?.['media:credit']).map((one) => [one['@role'], textOf(one)])).toEqual([
      ['producer', '样例制作中心'],
      ['author', '农村学习栏目组'],
      ['editor', '责编'],
    ])
  })

  it('groups only where there are two or more renditions', async () => {
    const { artefacts } = await publish([videoOf('plain')])
    const [item] = itemsOf(artefacts.text('/tv/night-class.mrss'))
    expect(item).not.toHaveProperty('media:group')
    expect(listOf(item?.['media:content'])).toHaveLength(1)
  })

  it('is read alike by two independent readers', async () => {
    const { artefacts } = await publish([FULL, videoOf('plain')])
    const xml = artefacts.text('/tv/night-class.mrss')
    const other = new Parser({
      customFields: {
        item: [
          ['media:group', 'group'],
          ['media:content', 'content_'],
        ],
      },
    })
    const read = await other.parseString(xml)
    const mine = parseRssFeed(xml)
    expect(read.items.map(({ title, guid }) => [title, guid])).toEqual(
      (mine.items ?? []).map(({ title, guid }) => [title, guid?.value]),
    )
    const full = mine.items?.find(({ guid }) => guid?.value?.endsWith('videos/full'))
    expect(full?.title).toBe('村级<夜课> & “三步法”')
    expect(full?.media?.groups?.[0]?.contents?.map(({ url }) => url)).toEqual([
      'https://hub.example.org/tv/media/full/full.mp4',
      'https://hub.example.org/tv/media/full/full-720.mp4',
      'https://hub.example.org/tv/media/full/full-master.m3u8',
      'https://hub.example.org/tv/media/full/full.m4a',
    ])
  })

  it('makes the files public under its own addresses, and what playlists point to', async () => {
    const { artefacts } = await publish([FULL])
    for (const name of ['full.mp4', 'full-720.mp4', 'full-720.m4s', 'full.vtt', 'poster.jpg']) {
      expect(await artefacts.lookup(`/tv/media/full/${name}`)).toMatchObject({
        kind: 'upload',
        filename: name,
      })
    }
  })
})

describe('pages', () => {
  const many = (count: number): Item[] =>
    Array.from({ length: count }, (_, index) => {
      const publishedAt = new Date(
        Date.parse('2014-01-03T00:00:00Z') + index * 8 * 3_600_000,
      ).toISOString()
      return videoOf(
        `e${String(index).padStart(4, '0')}`,
        {},
        { publishedAt, updatedAt: publishedAt },
      )
    })

  it.each(['mrss', 'json'] as const)(
    'lead to every episode once, 100 at most at a time: %s',
    async (format) => {
      const items = many(700)
      const { artefacts } = await publish(items)
      const seen: string[] = []
      let path: string | undefined = `/tv/night-class.${format}`
      while (path !== undefined) {
        const text = artefacts.text(path)
        const ids: string[] =
          format === 'json'
            ? (JSON.parse(text) as { items: { id: string }[] }).items.map(({ id }) => id)
            : itemsOf(text).map((item) => textOf(listOf(item['guid'])[0]))
        expect(ids.length).toBeLessThanOrEqual(100)
        expect(ids.length).toBeGreaterThan(0)
        seen.push(...ids)
        path = nextOf(text, format)?.slice(site.publicUrl.length)
      }
      expect(seen).toEqual(items.map(({ id }) => `tag:example.org,2014:videos/${id}`).reverse())
    },
  )

  it('cost the same among many as among few', async () => {
    const costOf = async (count: number): Promise<{ written: number; reads: number }> => {
      const ports = await publish(many(count))
      const [writes, reads] = [ports.artefacts.log.length, ports.shelf.reads]
      await publish([videoOf('new', {}, { publishedAt: '2015-02-28T00:00:00.000Z' })], NOON, ports)
      return { written: ports.artefacts.log.length - writes, reads: ports.shelf.reads - reads }
    }
    const few = await costOf(60)
    const more = await costOf(1200)
    expect(more.written).toBeLessThanOrEqual(few.written + 2)
    expect(more.reads).toBeLessThanOrEqual(few.reads + 4)
  })
})

const nextOf = (text: string, format: 'mrss' | 'json'): string | undefined =>
  format === 'json'
    ? (JSON.parse(text) as { next_url?: string }).next_url
    : /<atom:link rel="next" href="([^"]+)"/.exec(text)?.[1]

describe('rights', () => {
  const item = videoOf('w', {
    rights: { from: '2015-03-01T05:00:00.000Z', until: '2015-03-02T05:00:00.000Z' },
  })
  const refresh = (ports: MemoryPorts, now: string) =>
    refreshTv({ ...ports, site, settings: {} }, [], new Date(now))
  const shown = ({ artefacts }: MemoryPorts): number =>
    itemsOf(artefacts.text('/tv/night-class.mrss')).length
  const film = ({ artefacts }: MemoryPorts) => artefacts.lookup('/tv/media/w/w.mp4')

  it('let an episode in when they begin and take it and its files out when they end', async () => {
    const ports = await publish([item])
    expect([shown(ports), await film(ports)]).toEqual([0, undefined])
    await refresh(ports, '2015-03-01T04:59:59.000Z')
    expect(shown(ports)).toBe(0)
    await refresh(ports, '2015-03-01T05:00:00.000Z')
    expect([shown(ports), await film(ports)]).toMatchObject([1, { kind: 'upload' }])
    await refresh(ports, '2015-03-02T05:00:00.000Z')
    expect([shown(ports), await film(ports)]).toMatchObject([
      0,
      { kind: 'gone', at: '2015-03-02T05:00:00.000Z' },
    ])
    expect(ports.artefacts.files.get('/tv/night-class.mrss')?.lastModified).toBe(
      '2015-03-02T05:00:00.000Z',
    )
  })

  it('change nothing when looked at again', async () => {
    const ports = await publish([item])
    await refresh(ports, '2015-03-01T05:00:00.000Z')
    const before = [ports.artefacts.snapshot(), ports.shelf.writes]
    await refresh(ports, '2015-03-01T05:01:00.000Z')
    expect([ports.artefacts.snapshot(), ports.shelf.writes]).toEqual(before)
  })
})

describe('what is for television', () => {
  const destinations = (item: Item): readonly string[] => tvAt(NOON).selects(item, {})

  it.each([
    ['an episode', videoOf('x'), ['public']],
    ['a video that airs once', withoutColumns({ airings: [{ at: NOON }] }), ['public']],
    ['a video of no column', withoutColumns({}), []],
    ['one that failed the ingest checks', videoOf('x', { blocked: ['没有声音'] }), []],
    ['one kept to other channels', videoOf('x', {}, { channels: ['website'] }), []],
    ['an article', itemOf('articles', 'x'), []],
  ])('%s', (_name, item, expected) => {
    expect(destinations(item)).toEqual(expected)
  })

  it('fails alone where it cannot be shown, in words, and keeps the version before on the air', async () => {
    const ports = await publish([videoOf('x')])
    const elsewhere = { url: 'https://elsewhere.example/x.mp4', mediaType: 'video/mp4', bytes: 1 }
    const bad = videoOf('x', { video: elsewhere }, { title: '第二版' })
    const outcomes = await deliver(
      [
        shipmentOf(bad, { number: 2, action: 'correct', earlier: [videoOf('x')] }),
        shipmentOf(videoOf('y')),
      ],
      NOON,
      ports,
    )
    expect(outcomes).toMatchObject([
      {
        ok: false,
        error: {
          code: 'RENDERING_FAILED',
          message: expect.stringContaining('elsewhere.example') as string,
        },
      },
      { ok: true },
    ])
    const titles = itemsOf(ports.artefacts.text('/tv/night-class.mrss')).map((one) =>
      textOf(one['title']),
    )
    expect(titles.sort()).toEqual(['标题 x', '标题 y'])
  })
})

describe('columns', () => {
  it('have an empty feed before their first episode, and take a new name on every page', async () => {
    const ports = await publish([videoOf('a')])
    const info = {
      slug: 'night-class',
      title: '乡村夜课',
      description: '三步办好夜课',
      updatedAt: '2015-03-01T01:00:00.000Z',
    }
    const other = { slug: 'harvest', title: '丰收', updatedAt: '2015-03-01T01:00:00.000Z' }
    const { told } = await refreshTv(
      { ...ports, site, settings: {} },
      [info, other],
      new Date(NOON),
    )
    expect(told).toEqual(['harvest', 'night-class'])
    expect(itemsOf(ports.artefacts.text('/tv/harvest.mrss'))).toEqual([])
    for (const path of ['/tv/night-class.mrss', '/tv/night-class/2014-07.mrss', '/tv/']) {
      expect(ports.artefacts.text(path)).toContain('乡村夜课')
    }
    expect(
      (await refreshTv({ ...ports, site, settings: {} }, [info, other], new Date(NOON))).told,
    ).toEqual([])
  })
})
