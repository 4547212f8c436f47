import { brotliDecompressSync, gunzipSync } from 'node:zlib'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { LARGEST_IN_MEMORY } from '@/delivery/representation'

import { artefact, LONG_TEXT } from '../artefacts/new-store'
import { newPlane, stopPlanes, type TestPlane } from './new-plane'

const PATH = '/feeds/all.rss'
const PUBLISHED = 'Mon, 01 Jul 2024 02:03:04 GMT'
const BIG_TEXT = '大'.repeat(LARGEST_IN_MEMORY / 2)

let plane: TestPlane

const tagOf = async (headers = {}): Promise<string> =>
  (await plane.client.get(PATH, headers)).headers.etag ?? ''

beforeEach(async () => {
  plane = await newPlane()
  await plane.store.publish(
    artefact(PATH, LONG_TEXT, {
      mediaType: 'application/rss+xml; charset=utf-8',
      headers: { Link: '<https://hub.example.org/>; rel="hub"' },
    }),
  )
  await plane.store.publish(artefact('/big', BIG_TEXT))
  await plane.store.compressPending()
})
afterEach(stopPlanes)

/** Every case once cold, through the store, and once hot, from memory. */
describe.each(['cold', 'hot'])('a file, %s', (temperature) => {
  beforeEach(async () => {
    if (temperature === 'hot') for (const path of [PATH, '/big']) await plane.client.get(path)
  })

  it('is answered with everything a reader needs', async () => {
    const { status, headers, text } = await plane.client.get(PATH)
    expect([status, text]).toEqual([200, LONG_TEXT])
    expect(headers).toMatchObject({
      'content-type': 'application/rss+xml; charset=utf-8',
      'content-length': String(Buffer.byteLength(LONG_TEXT)),
      'cache-control': 'public, max-age=60, stale-while-revalidate=300',
      'last-modified': PUBLISHED,
      vary: 'Accept-Encoding',
      'accept-ranges': 'bytes',
      link: '<https://hub.example.org/>; rel="hub"',
    })
    expect(headers.etag).toMatch(/^"[0-9a-f]{32}"$/)
    for (const absent of ['content-encoding', 'set-cookie', 'x-powered-by']) {
      expect(headers).not.toHaveProperty(absent)
    }
  })

  it('has the same headers and no body for HEAD', async () => {
    for (const path of [PATH, '/big']) {
      const { headers: whole } = await plane.client.get(path)
      const { status, headers, body } = await plane.client.send('HEAD', path)
      expect([status, body.length]).toEqual([200, 0])
      expect({ ...headers, date: '' }).toEqual({ ...whole, date: '' })
    }
  })

  it.each([
    ['gzip', 'gzip'],
    ['br', 'br'],
    ['gzip, deflate, br', 'br'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
    ['GZIP', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['identity;q=0', undefined],
    ['identity;q=0, gzip', 'gzip'],
    ['identity, gzip;q=0.5', undefined],
    ['gzip;q=0', undefined],
    ['deflate', undefined],
    ['', undefined],
  ])('to Accept-Encoding %j comes as %s', async (accepted, encoding) => {
    for (const [path, text] of [
      [PATH, LONG_TEXT],
      ['/big', BIG_TEXT],
    ] as const) {
      const { status, headers, body } = await plane.client.get(path, {
        'accept-encoding': accepted,
      })
      if (accepted === 'identity;q=0') {
        expect([status, headers.vary]).toEqual([406, 'Accept-Encoding'])
        continue
      }
      expect([status, headers['content-encoding'], headers.vary]).toEqual([
        200,
        encoding,
        'Accept-Encoding',
      ])
      const plain =
        encoding === 'gzip'
          ? gunzipSync(body)
          : encoding === 'br'
            ? brotliDecompressSync(body)
            : body
      expect(plain.toString() === text).toBe(true)
      expect(headers['content-length']).toBe(String(body.length))
    }
  })

  it('has another tag in each encoding', async () => {
    const tags = new Set([
      await tagOf(),
      await tagOf({ 'accept-encoding': 'gzip' }),
      await tagOf({ 'accept-encoding': 'br' }),
    ])
    expect(tags.size).toBe(3)
  })

  it.each<[string, (tag: string) => Record<string, string>, number]>([
    ['its tag', (tag) => ({ 'if-none-match': tag }), 304],
    ['its tag, weakened by a proxy', (tag) => ({ 'if-none-match': `W/${tag}` }), 304],
    [
      'its tag as Apache marks it',
      (tag) => ({ 'if-none-match': tag.replace(/"$/, '-gzip"') }),
      304,
    ],
    ['a list with its tag', (tag) => ({ 'if-none-match': `"a", W/"b" ,${tag}` }), 304],
    ['any tag', () => ({ 'if-none-match': '*' }), 304],
    ['another tag', () => ({ 'if-none-match': '"other"' }), 200],
    ['a tag without quotes', (tag) => ({ 'if-none-match': tag.slice(1, -1) }), 200],
    ['an empty list', () => ({ 'if-none-match': '' }), 200],
    ['its date', () => ({ 'if-modified-since': PUBLISHED }), 304],
    ['a later date', () => ({ 'if-modified-since': 'Tue, 02 Jul 2024 00:00:00 GMT' }), 304],
    ['an earlier date', () => ({ 'if-modified-since': 'Mon, 01 Jul 2024 02:03:03 GMT' }), 200],
    ['a date that is none', () => ({ 'if-modified-since': 'tomorrow' }), 200],
    [
      'another tag and a later date',
      () => ({ 'if-none-match': '"x"', 'if-modified-since': 'Tue, 02 Jul 2030 00:00:00 GMT' }),
      200,
    ],
    [
      'its tag and an earlier date',
      (tag) => ({ 'if-none-match': tag, 'if-modified-since': 'Tue, 02 Jul 2002 00:00:00 GMT' }),
      304,
    ],
    ['If-Match with its tag', (tag) => ({ 'if-match': tag }), 200],
    ['If-Match with another', () => ({ 'if-match': '"x"' }), 412],
    ['If-Match with its weak tag', (tag) => ({ 'if-match': `W/${tag}` }), 412],
    [
      'If-Unmodified-Since before its date',
      () => ({ 'if-unmodified-since': 'Mon, 01 Jul 2024 02:03:03 GMT' }),
      412,
    ],
    ['If-Unmodified-Since its date', () => ({ 'if-unmodified-since': PUBLISHED }), 200],
  ])('asked with %s', async (_what, headersFor, expected) => {
    for (const encoding of ['identity', 'gzip', 'br']) {
      const accept = { 'accept-encoding': encoding }
      const { headers: whole } = await plane.client.get(PATH, accept)
      for (const method of ['GET', 'HEAD']) {
        const { status, headers, body } = await plane.client.send(method, PATH, {
          ...accept,
          ...headersFor(whole.etag ?? ''),
        })
        expect(status).toBe(expected)
        if (expected !== 304) continue
        expect(body.length).toBe(0)
        for (const name of ['etag', 'cache-control', 'vary', 'last-modified'] as const) {
          expect(headers[name]).toBe(whole[name])
        }
        expect(headers).not.toHaveProperty('content-length')
        expect(headers).not.toHaveProperty('content-encoding')
      }
    }
  })

  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=10-19', 10, 19],
    ['bytes=-5', -5, -1],
    ['bytes=100-', 100, -1],
    ['bytes=5-99999999', 5, -1],
  ])('in part: %s', async (range, first, last) => {
    for (const [path, text] of [
      [PATH, LONG_TEXT],
      ['/big', BIG_TEXT],
    ] as const) {
      const whole = Buffer.from(text)
      const start = first < 0 ? whole.length + first : first
      const end = last < 0 ? whole.length + last : last
      const { status, headers, body } = await plane.client.get(path, {
        range,
        'accept-encoding': 'gzip, br',
      })
      expect(status).toBe(206)
      expect(headers['content-range']).toBe(
        `bytes ${String(start)}-${String(end)}/${String(whole.length)}`,
      )
      expect(headers['content-length']).toBe(String(end - start + 1))
      expect(headers['content-encoding']).toBeUndefined()
      expect(body.equals(whole.subarray(start, end + 1))).toBe(true)
    }
  })

  it('outside its bytes answers 416 and its length', async () => {
    const { status, headers, body } = await plane.client.get(PATH, { range: 'bytes=999999-' })
    expect([status, body.length]).toEqual([416, 0])
    expect(headers['content-range']).toBe(`bytes */${String(Buffer.byteLength(LONG_TEXT))}`)
  })

  it.each(['bytes=0-1,5-6', 'lines=1-2', 'bytes=x', '0-5'])(
    'whole for the range %s',
    async (range) => {
      const { status, text } = await plane.client.get(PATH, { range })
      expect([status, text === LONG_TEXT]).toEqual([200, true])
    },
  )

  it('a range counts only for the copy the client has', async () => {
    const range = 'bytes=0-9'
    const tag = await tagOf()
    const gzipTag = await tagOf({ 'accept-encoding': 'gzip' })
    for (const [ifRange, status] of [
      [tag, 206],
      [PUBLISHED, 206],
      ['"other"', 200],
      [`W/${tag}`, 200],
      [gzipTag, 200],
      ['Mon, 01 Jul 2024 02:03:05 GMT', 200],
    ] as const) {
      expect((await plane.client.get(PATH, { range, 'if-range': ifRange })).status).toBe(status)
    }
    expect((await plane.client.get(PATH, { range, 'if-none-match': tag })).status).toBe(304)
    expect((await plane.client.send('HEAD', PATH, { range })).status).toBe(200)
  })

  it('takes no other method', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const { status, headers } = await plane.client.send(method, PATH)
      expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
    }
  })

  it('is the same under every spelling of its address', async () => {
    for (const spelling of [`${PATH}?utm=1`, '/feeds/%61ll.rss', `http://example.org${PATH}?x`]) {
      expect((await plane.client.get(spelling)).text).toBe(LONG_TEXT)
    }
  })
})

describe('freshness', () => {
  it('shows at once what this process publishes', async () => {
    const before = await plane.client.get(PATH)
    await plane.store.publish(artefact(PATH, 'new'))
    const after = await plane.client.get(PATH, { 'if-none-match': before.headers.etag })
    expect([after.status, after.text]).toEqual([200, 'new'])
    await plane.store.remove(PATH)
    expect((await plane.client.get(PATH)).status).toBe(404)
  })

  it('shows within 50 ms what another process publishes', async () => {
    const other = await plane.reopen()
    expect((await plane.client.get(PATH)).text).toBe(LONG_TEXT)
    await other.publish(artefact(PATH, 'new'))
    plane.pass(49)
    expect((await plane.client.get(PATH)).text).toBe(LONG_TEXT)
    plane.pass(1)
    expect((await plane.client.get(PATH)).text).toBe('new')
    await other.gone({ path: PATH, at: '2024-07-02T00:00:00Z', notice: 'away' })
    plane.pass(50)
    expect((await plane.client.get(PATH)).status).toBe(410)
  })

  it('gains compressed copies without a new publication', async () => {
    const other = await plane.reopen()
    await other.publish(artefact(PATH, `${LONG_TEXT}!`))
    plane.pass(50)
    const accept = { 'accept-encoding': 'gzip' }
    expect((await plane.client.get(PATH, accept)).headers['content-encoding']).toBeUndefined()
    await other.compressPending()
    plane.pass(50)
    expect((await plane.client.get(PATH, accept)).headers['content-encoding']).toBe('gzip')
  })
})
