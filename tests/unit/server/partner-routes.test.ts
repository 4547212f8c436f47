/** A partner's addresses over real HTTP and a real store: what it gets, what it does not, and what is noted of it. */
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { parseRssFeed } from 'feedsmith'
import Parser from 'rss-parser'
import { afterEach, describe, expect, it } from 'vitest'

import { keyDigest, type Item, type PartnerGrant, type Shipment } from '@/core'
import type { DeliveryOptions } from '@/delivery'
import { fetchesOf, openPartnerLog, type PartnerLog } from '@/partner-log'
import { PARTNER_SHELF, writeGrants } from '@/plugins/tv/partner'
import { partnerRoute } from '@/server/partner-routes'

import { shipmentOf, site } from '../../helpers/items'
import { memoryPorts } from '../../helpers/ports'
import { newPlane, stopPlanes, type TestPlane } from '../delivery/new-plane'
import { rssComplaints } from '../feeds/feed-rules'
import { mediaRssComplaints } from '../tv/media-rss-rules'
import { NOON, tvAt, videoOf } from '../tv/episodes'
import { xmltvComplaints } from '../tv/xmltv-rules'

const KEY = 'tv_the-key-of-the-north-station'
const OTHER_KEY = 'tv_the-key-of-the-south-station'
const FILM = 'The film, as bytes that are long enough to be cut into ranges.'

const NORTH: PartnerGrant = {
  id: 'north',
  name: '北方台',
  columns: ['night-class'],
  kinds: ['video', 'hls', 'audio'],
  original: true,
  country: 'CN',
  keys: [{ id: 'k1', digest: keyDigest(KEY) }],
}
const SOUTH: PartnerGrant = {
  ...NORTH,
  id: 'south',
  name: '南方台',
  columns: ['harvest'],
  keys: [{ id: 'k2', digest: keyDigest(OTHER_KEY) }],
}

interface World extends TestPlane {
  /** The partners' clock; also the channel's. */
  readonly at: { now: string }
  readonly log: PartnerLog
  readonly logDirectory: string
  deliver(...shipments: readonly Shipment[]): Promise<void>
  grant(...partners: readonly PartnerGrant[]): Promise<void>
}

async function newWorld(
  items: readonly Item[],
  partners: readonly PartnerGrant[] = [NORTH, SOUTH],
  options: Partial<DeliveryOptions> = {},
): Promise<World> {
  const at = { now: NOON }
  const logDirectory = await mkdtemp(join(tmpdir(), 'quanmei-partner-log-'))
  const log = openPartnerLog({
    directory: logDirectory,
    writer: 'test',
    now: () => new Date(at.now),
    onError(error) {
      throw error
    },
  })
  // The route needs the plane's store, which the plane makes.
  const late: { route?: ReturnType<typeof partnerRoute> } = {}
  const plane = await newPlane({
    ...options,
    guarded: [
      {
        prefix: '/tv/p/',
        answer: (question) => {
          if (!late.route) throw new Error('Asked too early')
          return late.route.answer(question)
        },
      },
    ],
  })
  late.route = partnerRoute({
    store: plane.store,
    site: () => Promise.resolve(site),
    log,
    now: () => new Date(at.now),
  })
  const world: World = {
    ...plane,
    at,
    log,
    logDirectory,
    async deliver(...shipments) {
      const channel = tvAt(at.now)
      const ports = { ...memoryPorts(), artefacts: plane.store, shelf: plane.store.shelf('tv') }
      const outcomes = await channel.deliver(shipments, {
        ...ports,
        site,
        settings: channel.settings({}),
      })
      expect(outcomes.every(({ ok }) => ok)).toBe(true)
      tick(at)
    },
    async grant(...granted) {
      await writeGrants(plane.store.shelf(PARTNER_SHELF), { settings: {}, partners: granted })
      tick(at)
    },
  }
  for (const name of ['film.mp4', 'film-720.mp4', 'film.m3u8', 'film.vtt', 'other.mp4']) {
    await writeFile(join(plane.uploads, name), FILM)
  }
  await world.deliver(...items.map((item) => shipmentOf(item)))
  await world.grant(...partners)
  return world
}

/** Past the second for which answers are used again. */
const tick = (at: { now: string }): void => {
  at.now = new Date(Date.parse(at.now) + 2000).toISOString()
}

const media = (name: string, mediaType: string) => ({
  url: `/media/${name}`,
  mediaType,
  bytes: FILM.length,
})

const film = (details: Parameters<typeof videoOf>[1] = {}): Item =>
  videoOf(
    'film',
    {
      video: media('film.mp4', 'video/mp4'),
      captions: [{ ...media('film.vtt', 'text/vtt'), language: 'zh-CN' }],
      renditions: [
        { ...media('film-720.mp4', 'video/mp4'), height: 720, width: 1280 },
        media('film.m3u8', 'application/vnd.apple.mpegurl'),
      ],
      airings: [{ at: '2015-03-02T11:30:00.000Z' }],
      ...details,
    },
    { title: '夜课第一讲' },
  )

const OTHER = videoOf('other', {
  video: media('other.mp4', 'video/mp4'),
  captions: [],
  columns: [{ slug: 'harvest', label: '丰收' }],
  airings: [{ at: '2015-03-02T12:30:00.000Z' }],
})

afterEach(stopPlanes)

describe('a partner’s feed', () => {
  it('is valid Media RSS, read alike by independent readers, with addresses of its own', async () => {
    const { client } = await newWorld([film(), OTHER])
    const { status, text, headers } = await client.get(`/tv/p/${KEY}/night-class.mrss`)
    expect([status, headers['content-type']]).toEqual([200, 'application/rss+xml; charset=utf-8'])
    expect(headers['cache-control']).toBe('private, no-cache')
    const self = `https://hub.example.org/tv/p/${KEY}/night-class.mrss`
    expect(rssComplaints(text, self)).toEqual([])
    expect(mediaRssComplaints(text)).toEqual([])
    const address = `https://hub.example.org/tv/p/${KEY}/files/film/film.mp4`
    expect(parseRssFeed(text).items?.[0]?.enclosures?.[0]?.url).toBe(address)
    expect((await new Parser().parseString(text)).items[0]?.enclosure?.url).toBe(address)
    expect(text).not.toContain('/tv/media/film')
  })

  it('is validated by its tag, and answers HEAD', async () => {
    const { client } = await newWorld([film()])
    const path = `/tv/p/${KEY}/night-class.json`
    const { headers } = await client.get(path)
    expect((await client.get(path, { 'If-None-Match': headers.etag })).status).toBe(304)
    const head = await client.send('HEAD', path)
    expect([head.status, head.body.length]).toEqual([200, 0])
    expect((await client.send('POST', path)).status).toBe(405)
  })

  it('leaves out renditions that are not the partner’s, and episodes of which none is left', async () => {
    const soundOnly = { ...NORTH, kinds: ['video'] as const, original: false, maxHeight: 720 }
    const bare = videoOf('bare', { video: media('other.mp4', 'video/mp4'), captions: [] })
    const { client } = await newWorld([film(), bare], [soundOnly])
    const { items } = JSON.parse((await client.get(`/tv/p/${KEY}/night-class.json`)).text) as {
      items: { id: string; renditions: { url: string }[] }[]
    }
    expect(items).toHaveLength(1)
    expect(items[0]?.renditions.map(({ url }) => url)).toEqual([
      `https://hub.example.org/tv/p/${KEY}/files/film/film-720.mp4`,
    ])
    expect((await client.get(`/tv/p/${KEY}/files/film/film-720.mp4`)).status).toBe(200)
    for (const name of ['film.mp4', 'film.m3u8']) {
      expect((await client.get(`/tv/p/${KEY}/files/film/${name}`)).status, name).toBe(403)
    }
  })

  it('leaves out what may not be shown where the partner broadcasts', async () => {
    const { client } = await newWorld([
      film({ region: { relationship: 'deny', countries: ['CN'] } }),
    ])
    const { text } = await client.get(`/tv/p/${KEY}/night-class.json`)
    expect((JSON.parse(text) as { items: unknown[] }).items).toEqual([])
    expect((await client.get(`/tv/p/${KEY}/files/film/film.mp4`)).status).toBe(403)
  })

  it('takes the key in the header too, and then shows it nowhere', async () => {
    const { client } = await newWorld([film()])
    const headers = { Authorization: `Bearer ${KEY}` }
    const { status, text } = await client.get('/tv/p/-/night-class.mrss', headers)
    expect(status).toBe(200)
    expect(text).toContain('https://hub.example.org/tv/p/-/files/film/film.mp4')
    expect(text).not.toContain(KEY)
    expect((await client.get('/tv/p/-/files/film/film.mp4', headers)).text).toBe(FILM)
    expect((await client.get('/tv/p/-/night-class.mrss')).status).toBe(403)
  })

  it('is paged like the public one: every episode once through next', async () => {
    const many = Array.from({ length: 130 }, (_, index) =>
      videoOf(
        `m${String(index)}`,
        { video: media('other.mp4', 'video/mp4'), captions: [] },
        { publishedAt: new Date(Date.UTC(2014, index % 3, 1, 0, index)).toISOString() },
      ),
    )
    const { client } = await newWorld([]).then(async (world) => {
      await world.deliver(...many.slice(0, 70).map((item) => shipmentOf(item)))
      await world.deliver(...many.slice(70).map((item) => shipmentOf(item)))
      return world
    })
    const seen: string[] = []
    let path: string | undefined = `/tv/p/${KEY}/night-class.json`
    while (path !== undefined) {
      const page = JSON.parse((await client.get(path)).text) as {
        items: { id: string }[]
        next_url?: string
      }
      expect(page.items.length).toBeLessThanOrEqual(100)
      seen.push(...page.items.map(({ id }) => id))
      path = page.next_url === undefined ? undefined : new URL(page.next_url).pathname
    }
    expect(seen).toHaveLength(130)
    expect(new Set(seen).size).toBe(130)
  })
})

describe('a partner’s schedule', () => {
  it('is XMLTV with its columns only, and so is the rundown', async () => {
    const { client } = await newWorld([film(), OTHER])
    const { text } = await client.get(`/tv/p/${KEY}/schedule.xml`)
    expect(xmltvComplaints(text)).toEqual([])
    expect(text).toContain('start="20150302193000 +0800"')
    expect(text).not.toContain('20150302203000')
    const rundown = (await client.get(`/tv/p/${KEY}/rundown.csv`)).text
    expect(rundown).toContain('2015-03-02,19:30:00,19:31:01,夜课,,夜课第一讲,61')
    expect(rundown.trim().split('\r\n')).toHaveLength(2)
    const index = JSON.parse((await client.get(`/tv/p/${KEY}/index.json`)).text) as object
    expect(index).toMatchObject({ partner: '北方台', columns: [{ id: 'night-class' }] })
  })
})

describe('a partner’s files', () => {
  it('answer HEAD and Range with the right type and length', async () => {
    const { client } = await newWorld([film()])
    const path = `/tv/p/${KEY}/files/film/film.mp4`
    const head = await client.send('HEAD', path)
    expect([head.status, head.headers['content-type'], head.headers['content-length']]).toEqual([
      200,
      'video/mp4',
      String(FILM.length),
    ])
    expect(head.headers['accept-ranges']).toBe('bytes')
    const part = await client.get(path, { Range: 'bytes=4-7' })
    expect([part.status, part.text, part.headers['content-range']]).toEqual([
      206,
      'film',
      `bytes 4-7/${String(FILM.length)}`,
    ])
    expect((await client.get(path, { Range: 'bytes=900-' })).status).toBe(416)
    expect((await client.get(`/tv/p/${KEY}/files/film/film.vtt`)).headers['content-type']).toBe(
      'text/vtt',
    )
  })

  it('answer 410 once withdrawn, and the feed has lost the episode', async () => {
    const world = await newWorld([film()])
    await world.deliver(shipmentOf(film(), { action: 'withdraw', number: 2, at: NOON }))
    const { client } = world
    expect((await client.get(`/tv/p/${KEY}/files/film/film.mp4`)).status).toBe(410)
    expect((await client.get(`/tv/p/${KEY}/night-class.mrss`)).text).not.toContain('<item>')
  })

  it('end on time with the rights and with the partner’s own days, without a job', async () => {
    const world = await newWorld(
      [film({ rights: { until: '2015-03-01T05:00:00.000Z' } }), OTHER],
      [NORTH, { ...SOUTH, days: 300 }],
    )
    const { client, at } = world
    expect((await client.get(`/tv/p/${KEY}/files/film/film.mp4`)).status).toBe(200)
    expect((await client.get(`/tv/p/${OTHER_KEY}/files/other/other.mp4`)).status).toBe(200)
    at.now = '2015-03-01T05:00:00.000Z'
    expect((await client.get(`/tv/p/${KEY}/files/film/film.mp4`)).status).toBe(410)
    const { text } = await client.get(`/tv/p/${KEY}/night-class.json`)
    expect((JSON.parse(text) as { items: unknown[] }).items).toEqual([])
    at.now = '2016-01-01T00:00:00.000Z'
    expect((await client.get(`/tv/p/${OTHER_KEY}/files/other/other.mp4`)).status).toBe(410)
  })
})

describe('keys', () => {
  it('that are wrong, revoked, another partner’s or before their time get a plain sentence', async () => {
    const world = await newWorld([film(), OTHER])
    const { client, at } = world
    const wrong = await client.get('/tv/p/tv_wrong/night-class.mrss')
    expect([wrong.status, wrong.headers['content-type']]).toEqual([
      403,
      'text/plain; charset=utf-8',
    ])
    expect(wrong.text).toContain('密钥不对')
    expect((await client.get(`/tv/p/${OTHER_KEY}/night-class.mrss`)).status).toBe(403)
    expect((await client.get(`/tv/p/${OTHER_KEY}/files/film/film.mp4`)).status).toBe(403)
    await world.grant({ ...NORTH, keys: [] }, SOUTH)
    expect((await client.get(`/tv/p/${KEY}/night-class.mrss`)).status).toBe(403)
    await world.grant({
      ...NORTH,
      from: '2015-04-01T00:00:00.000Z',
      until: '2015-05-01T00:00:00.000Z',
    })
    expect((await client.get(`/tv/p/${KEY}/night-class.mrss`)).text).toContain('尚未开始')
    at.now = '2015-04-01T00:00:00.000Z'
    expect((await client.get(`/tv/p/${KEY}/night-class.mrss`)).status).toBe(200)
    at.now = '2015-05-01T00:00:00.000Z'
    expect((await client.get(`/tv/p/${KEY}/night-class.mrss`)).text).toContain('已经到期')
  })

  it('may be tried only so often a minute', async () => {
    const { client } = await newWorld([film()], [NORTH], { guardedPerMinute: 3 })
    for (const status of [403, 403, 200, 429]) {
      const key = status === 200 ? KEY : 'tv_wrong'
      expect((await client.get(`/tv/p/${key}/night-class.mrss`)).status).toBe(status)
    }
    expect((await client.get('/metrics')).status).toBe(200)
  })

  it('open no other path', async () => {
    const { client } = await newWorld([film()])
    for (const path of [
      'files/film/../../../secret',
      'files/film/%2e%2e/%2e%2e/secret',
      'files/film/..%2F..%2Fsecret',
      'files/film/absent.mp4',
      'files/',
      'night-class/2014-99.mrss',
      'absent.html',
      '',
    ]) {
      expect((await client.get(`/tv/p/${KEY}/${path}`)).status, path).toBe(404)
    }
    expect((await client.get(`/tv/p/${KEY}/absent.mrss`)).status).toBe(403)
    expect((await client.get('/tv/p/')).status).toBe(400)
    expect((await client.get('/tv/p/%zz/x')).status).toBe(400)
  })

  it('are in no log: of fetches, of failures, of metrics', async () => {
    const { client, log, logDirectory, events, store } = await newWorld([film()])
    await client.get(`/tv/p/${KEY}/files/film/film.mp4`, { 'User-Agent': 'Ingest/1.0' })
    await client.get(`/tv/p/${KEY}/night-class.mrss`)
    await store.shelf(PARTNER_SHELF).write('grants', { damaged: true })
    await new Promise((resolve) => setImmediate(resolve))
    await log.close()
    const [name = ''] = await readdir(logDirectory)
    const text = await readFile(join(logDirectory, name), 'utf8')
    expect(text).toContain('/files/film/film.mp4')
    expect(text).toContain('Ingest/1.0')
    expect(text).not.toContain(KEY)
    expect((await client.get('/metrics')).text).toContain('route="guarded"')
    expect((await client.get('/metrics')).text).not.toContain(KEY)
    expect(JSON.stringify(events)).not.toContain(KEY)
  })

  it('of a damaged shelf answer 503, and the log names the address without the key', async () => {
    const world = await newWorld([film()])
    await world.store.shelf(PARTNER_SHELF).write('grants', { damaged: true })
    tick(world.at)
    expect((await world.client.get(`/tv/p/${KEY}/night-class.mrss`)).status).toBe(503)
    expect(world.events).toMatchObject([{ path: '/tv/p/…/night-class.mrss' }])
  })
})

describe('the log', () => {
  it('notes partner, key, address, status and bytes of each fetch', async () => {
    const { client, log, logDirectory } = await newWorld([film()])
    await client.get(`/tv/p/${KEY}/files/film/film.mp4`, { Range: 'bytes=0-9' })
    await client.get('/tv/p/tv_wrong/night-class.mrss')
    await expect
      .poll(async () => {
        await log.close()
        const found = []
        for await (const fetch of fetchesOf(logDirectory, 'north')) found.push(fetch)
        return found
      })
      .toMatchObject([
        { partner: 'north', key: 'k1', method: 'GET', path: '/files/film/film.mp4', status: 206 },
      ])
  })
})
