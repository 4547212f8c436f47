import { createServer } from 'node:http'

import { Registry } from 'prom-client'
import sharp from 'sharp'
import { afterEach, describe, expect, it } from 'vitest'

import { createDeliveryApp } from '@/delivery'
import { readToken, writeToken } from '@/delivery/changes-route'

import { artefact, entries, entry, newStore } from '../artefacts/new-store'
import { listen, type Client } from './http-client'
import { newPlane, SITE, stopPlanes } from './new-plane'

afterEach(stopPlanes)

interface ChangesPage {
  readonly version: number
  readonly changes: readonly Readonly<Record<string, unknown>>[]
  readonly next: string
  readonly hasMore: boolean
}

const changesOf = async (client: Client, query = ''): Promise<ChangesPage> => {
  const { status, text } = await client.get(`/changes.json${query}`)
  expect(status).toBe(200)
  return JSON.parse(text) as ChangesPage
}

describe('/changes.json', () => {
  it('walks through everything once, in order, with whole addresses', async () => {
    const plane = await newPlane()
    await plane.store.changes.append(entries(1, 1203))
    const seen: unknown[] = []
    let query = ''
    let pages = 0
    for (let hasMore = true; hasMore; pages += 1) {
      const page = await changesOf(plane.client, query)
      seen.push(...page.changes.map(({ key }) => key))
      hasMore = page.hasMore
      query = `?since=${page.next}`
    }
    expect(pages).toBe(3)
    expect(seen).toEqual(entries(1, 1203).map(({ key }) => key))
    expect((await changesOf(plane.client, '?limit=1')).changes).toEqual([
      {
        key: 'key-1',
        action: 'publish',
        type: 'articles',
        id: 'tag:example.org,2024:articles/1',
        slug: 'article-1',
        url: 'https://example.org/articles/article-1',
        title: '第1篇',
        revision: 1,
        hash: 'a'.repeat(64),
        at: '2024-07-01T00:00:00.000Z',
      },
    ])

    const end = await changesOf(plane.client, query)
    expect(end).toMatchObject({ version: 1, changes: [], hasMore: false })
    await plane.store.changes.append([entry(2000, { action: 'withdraw', reason: '有误' })])
    const more = await changesOf(plane.client, `?since=${end.next}`)
    expect(more.changes).toMatchObject([{ key: 'key-2000', action: 'withdraw', reason: '有误' }])
  })

  it('never skips or repeats while somebody writes', async () => {
    const plane = await newPlane({ changesPerMinute: 1_000_000 })
    const total = 300
    const writing = (async () => {
      for (let number = 1; number <= total; number += 3) {
        await plane.store.changes.append(entries(number, number + 2))
      }
    })()
    const seen: unknown[] = []
    let query = '?limit=7'
    while (seen.length < total) {
      const page = await changesOf(plane.client, query)
      seen.push(...page.changes.map(({ key }) => key))
      query = `?limit=7&since=${page.next}`
    }
    await writing
    expect(seen).toEqual(entries(1, total).map(({ key }) => key))
  })

  it('is conditional, never kept, and answers HEAD', async () => {
    const plane = await newPlane()
    await plane.store.changes.append(entries(1, 3))
    const { headers } = await plane.client.get('/changes.json')
    expect(headers['cache-control']).toBe('no-cache')
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    const again = await plane.client.get('/changes.json', { 'if-none-match': headers.etag })
    expect([again.status, again.body.length]).toEqual([304, 0])
    const head = await plane.client.send('HEAD', '/changes.json')
    expect([head.status, head.headers['content-length']]).toEqual([200, headers['content-length']])
    await plane.store.changes.append([entry(4)])
    expect(
      (await plane.client.get('/changes.json', { 'if-none-match': headers.etag })).status,
    ).toBe(200)
  })

  it('a token taken before the first change goes on working', async () => {
    const plane = await newPlane()
    const { next, changes } = await changesOf(plane.client)
    expect(changes).toEqual([])
    await plane.store.changes.append(entries(1, 2))
    expect((await changesOf(plane.client, `?since=${next}`)).changes).toHaveLength(2)
    expect((await changesOf(plane.client, '?since=')).changes).toHaveLength(2)
  })

  it('tells holders of tokens of another log, or of the future, to start again', async () => {
    const plane = await newPlane()
    await plane.store.changes.append(entries(1, 3))
    const epoch = await plane.store.changes.epoch()
    for (const token of [
      { epoch: 'abcdef012345', seq: 1 },
      { epoch, seq: 4 },
    ]) {
      const { status, text } = await plane.client.get(`/changes.json?since=${writeToken(token)}`)
      expect([status, JSON.parse(text)]).toMatchObject([410, { error: { code: 'RESYNC' } }])
    }
  })

  it.each(['x', '%00', 'MS4x.', 'YQ', 'a&since=b', writeToken({ epoch: 'zz', seq: 1 })])(
    'refuses since=%s',
    async (since) => {
      const plane = await newPlane()
      const { status, text } = await plane.client.get(`/changes.json?since=${since}`)
      expect([status, JSON.parse(text)]).toMatchObject([
        400,
        { error: { code: 'MALFORMED_TOKEN' } },
      ])
    },
  )

  it.each(['0', '501', '-1', '1.5', 'x', '', '1e2'])('refuses limit=%s', async (limit) => {
    const plane = await newPlane()
    const { status, text } = await plane.client.get(`/changes.json?limit=${limit}`)
    expect([status, JSON.parse(text)]).toMatchObject([400, { error: { code: 'MALFORMED_LIMIT' } }])
  })

  it('tokens have one spelling', () => {
    const token = { epoch: 'abcdef012345', seq: 12 }
    expect(readToken(writeToken(token))).toEqual(token)
    expect(readToken(`${writeToken(token)}=`)).toBeUndefined()
    expect(readToken(Buffer.from('abcdef012345.012').toString('base64url'))).toBeUndefined()
  })

  it('is limited per client; finished files are not', async () => {
    const plane = await newPlane({ changesPerMinute: 2 })
    await plane.store.publish(artefact('/a', 'x'))
    const statuses: number[] = []
    for (let call = 0; call < 3; call += 1) {
      statuses.push((await plane.client.get('/changes.json')).status)
    }
    expect(statuses).toEqual([200, 200, 429])
    const { headers, text } = await plane.client.get('/changes.json', {
      'x-forwarded-for': '192.0.2.1',
    })
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'TOO_MANY_REQUESTS' } })
    expect(headers['retry-after']).toBeDefined()
    expect((await plane.client.get('/a')).status).toBe(200)
  })
})

describe('the limit behind a proxy', () => {
  /** Statuses of calls that say they come from these addresses; one call a minute is allowed. */
  const statusesOf = async (
    proxies: number | readonly string[],
    forwarded: readonly string[],
  ): Promise<number[]> => {
    const plane = await newPlane({ changesPerMinute: 1, proxies })
    const statuses: number[] = []
    for (const address of forwarded) {
      const { status } = await plane.client.get('/changes.json', { 'x-forwarded-for': address })
      statuses.push(status)
    }
    return statuses
  }

  it.each([
    ['one hop', 1],
    ['the proxy by address', ['127.0.0.1']],
    ['the proxy by network', ['127.0.0.0/8']],
  ])('counts each reader where %s is trusted', async (_name, proxies) => {
    expect(await statusesOf(proxies, ['192.0.2.1', '192.0.2.2', '192.0.2.1'])).toEqual([
      200, 200, 429,
    ])
  })

  it.each([
    ['nobody', 0],
    ['another address', ['10.0.0.1']],
  ])('a reader cannot make up addresses where %s is trusted', async (_name, proxies) => {
    expect(await statusesOf(proxies, ['192.0.2.1', '192.0.2.2'])).toEqual([200, 429])
  })

  it.each([
    ['one hop', 1],
    ['the proxy by address', ['127.0.0.1']],
  ])(
    'what a reader sent to the proxy does not count where %s is trusted',
    async (_name, proxies) => {
      const forwarded = ['198.51.100.1, 192.0.2.1', '198.51.100.2, 192.0.2.1']
      expect(await statusesOf(proxies, forwarded)).toEqual([200, 429])
    },
  )
})

describe('the plane’s own addresses', () => {
  it('healthz says it lives, readyz what it lacks', async () => {
    const state = { isReady: true }
    const plane = await newPlane({
      readiness: {
        database: () =>
          state.isReady ? Promise.resolve() : Promise.reject(new Error('secret reason')),
      },
    })
    expect(JSON.parse((await plane.client.get('/healthz')).text)).toEqual({ status: 'ok' })
    const ready = await plane.client.get('/readyz')
    expect([ready.status, JSON.parse(ready.text)]).toEqual([
      200,
      { status: 'ok', checks: { artefacts: 'ok', database: 'ok' } },
    ])
    state.isReady = false
    const unready = await plane.client.get('/readyz')
    expect([unready.status, JSON.parse(unready.text)]).toEqual([
      503,
      { status: 'failed', checks: { artefacts: 'ok', database: 'failed' } },
    ])
    expect(unready.headers['cache-control']).toBe('no-store')
    expect(plane.events[0]?.msg).toContain('secret reason')
    expect((await plane.client.get('/healthz')).status).toBe(200)
  })

  it('metrics count answers by class of address and status, hot ones too', async () => {
    const registry = new Registry()
    const plane = await newPlane({ registry })
    await plane.store.publish(artefact('/a', 'x'))
    for (let call = 0; call < 3; call += 1) await plane.client.get('/a')
    await plane.client.get('/a', { 'if-none-match': '*' })
    await plane.client.get('/nothing')
    await plane.client.get('/changes.json')
    const { text, headers } = await plane.client.get('/metrics')
    expect(headers['content-type']).toBe(registry.contentType)
    expect(text).toContain('quanmei_http_answers_total{route="file",status="200"} 3')
    expect(text).toContain('quanmei_http_answers_total{route="file",status="304"} 1')
    expect(text).toContain('quanmei_http_answers_total{route="missing",status="404"} 1')
    expect(text).toContain('quanmei_http_answers_total{route="changes",status="200"} 1')
    expect(text).toContain('quanmei_http_answer_seconds_total{route="file",status="200"}')
  })

  it('without public addresses only health, readiness, metrics and the fallback are left', async () => {
    const plane = await newPlane({
      publicAddresses: false,
      fallback: (request, response) => response.end(`fallback ${request.url ?? ''}`),
    })
    await plane.store.publish(artefact('/a', 'x'))
    for (const path of ['/healthz', '/readyz', '/metrics']) {
      const { status, text } = await plane.client.get(path)
      expect([status, text]).not.toContain(`fallback ${path}`)
      expect(status).toBe(200)
    }
    // Twice: what was asked for once would be in memory.
    for (const path of ['/a', '/a', '/a/', '/robots.txt', '/changes.json', '/admin']) {
      expect((await plane.client.get(path)).text).toBe(`fallback ${path}`)
    }
  })

  it('without public addresses and fallback, finished files are not found', async () => {
    const plane = await newPlane({ publicAddresses: false })
    await plane.store.publish(artefact('/a', 'x'))
    for (const path of ['/a', '/a', '/changes.json']) {
      expect((await plane.client.get(path)).status).toBe(404)
    }
  })

  it('metrics can be closed', async () => {
    const plane = await newPlane({ metrics: false })
    expect((await plane.client.get('/metrics')).status).toBe(404)
  })

  it('favicon.ico has pictures for tabs and bookmarks, is kept and validated', async () => {
    const plane = await newPlane()
    const { status, headers, body } = await plane.client.get('/favicon.ico')
    expect([status, headers['content-type']]).toEqual([200, 'image/x-icon'])
    expect(headers['cache-control']).toBe('public, max-age=86400')
    const sizes: number[] = []
    for (let entry = 6; entry < 6 + 16 * body.readUInt16LE(4); entry += 16) {
      const offset = body.readUInt32LE(entry + 12)
      const picture = body.subarray(offset, offset + body.readUInt32LE(entry + 8))
      const { format, width, height } = await sharp(picture).metadata()
      expect([format, width, height]).toEqual(['png', body[entry], body[entry + 1]])
      sizes.push(width)
    }
    expect(sizes).toEqual([16, 32, 48])
    const again = await plane.client.get('/favicon.ico', { 'if-none-match': headers.etag })
    expect([again.status, again.body.length]).toEqual([304, 0])
  })

  it('a published favicon.ico replaces ours', async () => {
    const plane = await newPlane()
    await plane.store.publish(artefact('/favicon.ico', 'theirs', { mediaType: 'image/x-icon' }))
    expect((await plane.client.get('/favicon.ico')).text).toBe('theirs')
  })

  it('robots.txt is made here unless somebody published one', async () => {
    const plane = await newPlane()
    expect((await plane.client.get('/robots.txt')).text).toBe(
      'User-agent: *\nDisallow: /admin\nDisallow: /api/\n',
    )
    await plane.store.publish(
      artefact('/sitemap.xml', '<urlset/>', { mediaType: 'application/xml' }),
    )
    expect((await plane.client.get('/robots.txt')).text).toContain(
      'Sitemap: https://example.org/sitemap.xml\n',
    )
    await plane.store.publish(
      artefact('/robots.txt', 'User-agent: *\n', { mediaType: 'text/plain' }),
    )
    expect((await plane.client.get('/robots.txt')).text).toBe('User-agent: *\n')
  })

  it.each(['/healthz', '/readyz', '/metrics', '/robots.txt', '/changes.json'])(
    '%s is read-only',
    async (path) => {
      const plane = await newPlane({ fallback: (_request, response) => response.end('fallback') })
      const { status, headers } = await plane.client.send('POST', path)
      expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
    },
  )
})

describe('the fallback', () => {
  it('is asked for its own paths only', async () => {
    const plane = await newPlane({
      fallback: (_request, response) => {
        response.end('admin')
      },
      fallbackPaths: ['/admin', '/api'],
    })
    for (const path of ['/admin', '/admin/login?x=1', '/api/articles']) {
      expect((await plane.client.get(path)).text).toBe('admin')
    }
    for (const path of ['/', '/administrators', '/x/admin', '/apis']) {
      expect((await plane.client.get(path)).status).toBe(404)
    }
    expect((await plane.client.send('POST', '/elsewhere')).status).toBe(405)
  })

  it('gets what is nobody else’s, with any method, and no headers of ours', async () => {
    const plane = await newPlane({
      fallback(request, response) {
        response.end(`${String(request.method)} ${String(request.url)}`)
      },
    })
    await plane.store.publish(artefact('/a', 'artefact'))
    expect((await plane.client.get('/a')).text).toBe('artefact')
    const admin = await plane.client.get('/admin/collections/[id]?where[a]=b')
    expect(admin.text).toBe('GET /admin/collections/[id]?where[a]=b')
    expect(admin.headers).not.toHaveProperty('content-security-policy')
    expect((await plane.client.send('POST', '/api/articles')).text).toBe('POST /api/articles')
    expect((await plane.client.send('POST', '/a')).status).toBe(405)
    expect((await plane.client.get('/%')).status).toBe(400)
  })

  it('without it, other methods are refused everywhere', async () => {
    const plane = await newPlane()
    const { status, headers } = await plane.client.send('POST', '/api/articles')
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
  })
})

describe('as an Express app', () => {
  it('answers the same under somebody else’s server', async () => {
    const { store } = await newStore()
    await store.publish(artefact('/a', 'artefact'))
    const client = await listen(createServer(createDeliveryApp({ store, site: SITE })))
    try {
      const { text, headers } = await client.get('/a')
      expect(text).toBe('artefact')
      expect((await client.get('/a', { 'if-none-match': headers.etag })).status).toBe(304)
      expect((await client.get('/healthz')).status).toBe(200)
      expect((await client.get('/nothing')).status).toBe(404)
      expect((await client.get('/nothing')).headers).not.toHaveProperty('x-powered-by')
    } finally {
      await client.stop()
    }
  })
})
