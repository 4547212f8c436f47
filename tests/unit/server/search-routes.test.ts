import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import { afterEach, describe, expect, it } from 'vitest'

import { createDeliveryServer } from '@/delivery'
import { website } from '@/plugins/website'
import { openSearchReader, openSearchWriter } from '@/search'
import { qrRoute } from '@/server/qr-route'
import { SEARCHED_CHANNEL, searchRoutes } from '@/server/search-routes'

import { itemOf, shipmentOf, site } from '../../helpers/items'
import { memoryPorts } from '../../helpers/ports'
import { newStore } from '../artefacts/new-store'
import { listen, type Client } from '../delivery/http-client'

const cleaners: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const clean of cleaners.splice(0).reverse()) await clean()
})

/** The website's own delivery into a real store and a real index, and the delivery plane over both. */
async function start(options: { readonly computedPerMinute?: number } = {}): Promise<{
  readonly client: Client
  readonly directory: string
  readonly errors: unknown[]
}> {
  const directory = await mkdtemp(join(tmpdir(), 'quanmei-search-'))
  cleaners.push(() => rm(directory, { recursive: true, force: true }))
  const { store } = await newStore()
  const search = openSearchWriter(directory)
  cleaners.push(() => search.close())
  const theme = { slug: 'party-rules', label: '党章 <党规>' }
  const items = [
    itemOf('articles', 'night-class', {
      slug: 'night-class',
      title: '农村党员夜校开课',
      html: '<p>三会一课 & 流动党员</p>',
      themes: [theme],
    }),
    itemOf('articles', 'script', {
      slug: 'script',
      title: '<script>alert(1)</script> 学习',
      html: '<p>正文</p>',
    }),
  ]
  const context = {
    ...memoryPorts(),
    now: () => new Date('2014-12-01T00:00:00.000Z'),
    artefacts: store,
    shelf: store.shelf(SEARCHED_CHANNEL),
    search,
    site,
    settings: { showEnglish: true },
  }
  const outcomes = await website.deliver(
    items.map((item) => shipmentOf(item)),
    context,
  )
  expect(outcomes.every(({ ok }) => ok)).toBe(true)

  const reader = openSearchReader(directory)
  cleaners.push(() => {
    reader.close()
  })
  const errors: unknown[] = []
  const client = await listen(
    createDeliveryServer({
      store,
      site,
      missingPage: '/404',
      computed: [
        ...searchRoutes({
          store,
          reader,
          site: () => Promise.resolve(site),
          onError: (error) => errors.push(error),
        }),
        qrRoute(store, site),
      ],
      ...options,
    }),
  )
  cleaners.push(() => client.stop())
  return { client, directory, errors }
}

const at = (path: string, q: string): string => `${path}?${new URLSearchParams({ q }).toString()}`

interface Found {
  readonly total: number
  readonly hits: readonly { readonly url: string; readonly titleHtml: string }[]
}

describe('search', () => {
  it('finds what was published, for people and for programs', async () => {
    const { client } = await start()
    const page = await client.get(at('/search', '夜校'))
    expect(page.status).toBe(200)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.text).toContain('href="/articles/night-class"')
    expect(page.text).toContain('<mark>夜校</mark>')
    // What the filters offer comes from the documents.
    expect(page.text).toContain('党章 &lt;党规>')
    const { total, hits } = JSON.parse((await client.get(at('/search.json', '党员'))).text) as Found
    expect(total).toBe(1)
    expect(hits[0]?.url).toBe(`${site.publicUrl}/articles/night-class`)
  })

  it('shows the form where nothing was asked, and says so to programs', async () => {
    const { client } = await start()
    expect(await client.get('/search')).toMatchObject({ status: 200 })
    const reply = await client.get('/search.json')
    expect(reply.status).toBe(400)
    expect(JSON.parse(reply.text)).toMatchObject({ error: { code: 'EMPTY' } })
    expect((await client.get(at('/search.json', '词'.repeat(101)))).status).toBe(400)
    expect((await client.get(`${at('/search.json', '党员')}&from=2015-02-30`)).status).toBe(400)
  })

  it.each([
    '"',
    "'; DROP TABLE documents; --",
    '<script>alert(1)</script>',
    'NEAR(a b)',
    '\0',
    '%',
    '🙂',
    '\ud800',
  ])('answers %j like any other query', async (q) => {
    const { client } = await start()
    const page = await client.get(at('/search', q))
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('<script>alert')
    expect([200, 400]).toContain((await client.get(at('/search.json', q))).status)
  })

  it('is sent compressed to who accepts it, and validated', async () => {
    const { client } = await start()
    const zipped = await client.get(at('/search', '夜校'), { 'accept-encoding': 'gzip' })
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(zipped.body).toString()).toContain('<mark>夜校</mark>')
    const etag = zipped.headers.etag ?? ''
    const again = await client.get(at('/search', '夜校'), {
      'accept-encoding': 'gzip',
      'if-none-match': etag,
    })
    expect(again.status).toBe(304)
  })

  it('has a limit per reader', async () => {
    const { client } = await start({ computedPerMinute: 2 })
    const statuses = []
    for (let call = 0; call < 3; call += 1) {
      statuses.push((await client.get(at('/search', '夜校'))).status)
    }
    expect(statuses).toEqual([200, 200, 429])
  })

  it('says that it is not available where the index is damaged, and the rest goes on', async () => {
    const { client, directory, errors } = await start()
    const { readdir } = await import('node:fs/promises')
    for (const name of await readdir(directory)) {
      if (name.endsWith('.db')) await writeFile(join(directory, name), 'x'.repeat(20_000))
      else if (/-(?:wal|shm)$/.test(name)) await rm(join(directory, name))
    }
    const page = await client.get(at('/search', '夜校'))
    expect(page.status).toBe(503)
    expect(page.text).toContain('搜索暂时不能使用')
    expect(errors).toHaveLength(1)
    expect((await client.get('/articles/night-class')).status).toBe(200)
  })
})

describe('what is missing', () => {
  it('is answered with the website’s own page and 404', async () => {
    const { client } = await start()
    const reply = await client.get('/articles/nothing')
    expect(reply.status).toBe(404)
    expect(reply.text).toContain('<nav')
    expect((await client.send('HEAD', '/articles/nothing')).status).toBe(404)
    expect((await client.send('POST', '/articles/nothing')).status).toBe(405)
  })
})

describe('the QR code of a page', () => {
  it('is drawn for pages there are, as a picture that may be kept', async () => {
    const { client } = await start()
    const page = await client.get('/articles/night-class')
    const address = /<img src="(\/qr\.svg\?of=[^"]+)"/.exec(page.text)?.[1] ?? ''
    const code = await client.get(address.replaceAll('&amp;', '&'))
    expect(code).toMatchObject({
      status: 200,
      headers: { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=604800' },
    })
    expect(code.text).toMatch(/^<svg [^>]*viewBox="-2 -2 (\d+) \1"/)
  })

  it.each([
    '',
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/articles/nothing',
    '/../x',
    '/a\0',
  ])('is not drawn for %j', async (path) => {
    const { client } = await start()
    const reply = await client.get(`/qr.svg?${new URLSearchParams({ of: path }).toString()}`)
    expect(reply.status).toBe(404)
  })
})
