import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterEach, describe, expect, it } from 'vitest'

import { artefact, LAST_MODIFIED, LONG_TEXT } from '../artefacts/new-store'
import { newPlane, stopPlanes, type TestPlane } from './new-plane'

afterEach(stopPlanes)

const publishUpload = async (
  plane: TestPlane,
  filename: string,
  bytes: Buffer,
  mediaType: string,
): Promise<string> => {
  await writeFile(join(plane.uploads, filename), bytes)
  const path = `/media/${filename}`
  await plane.store.publishUpload({
    path,
    filename,
    bytes: bytes.length,
    mediaType,
    lastModified: LAST_MODIFIED,
  })
  return path
}

describe('uploads', () => {
  const video = Buffer.from(Array.from({ length: 600_000 }, (_, index) => index % 251))

  it('are public only where a pointer says so', async () => {
    const plane = await newPlane()
    await writeFile(join(plane.uploads, 'draft.png'), 'secret')
    expect((await plane.client.get('/media/draft.png')).status).toBe(404)
    const path = await publishUpload(plane, 'film.mp4', video, 'video/mp4')
    const { status, headers, body } = await plane.client.get(path)
    expect([status, body.equals(video)]).toEqual([200, true])
    expect(headers).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': String(video.length),
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
    })
    await plane.store.remove(path)
    expect((await plane.client.get(path)).status).toBe(404)
  })

  it('are sent in parts, conditionally, and as HEAD', async () => {
    const plane = await newPlane()
    const path = await publishUpload(plane, 'film.mp4', video, 'video/mp4')
    const { headers: whole } = await plane.client.get(path)
    const part = await plane.client.get(path, { range: 'bytes=1000-1999', 'if-range': whole.etag })
    expect(part.status).toBe(206)
    expect(part.headers['content-range']).toBe(`bytes 1000-1999/${String(video.length)}`)
    expect(part.body.equals(video.subarray(1000, 2000))).toBe(true)
    expect((await plane.client.get(path, { range: `bytes=${String(video.length)}-` })).status).toBe(
      416,
    )
    const unchanged = await plane.client.get(path, { 'if-none-match': whole.etag })
    expect([unchanged.status, unchanged.body.length, unchanged.headers.etag]).toEqual([
      304,
      0,
      whole.etag,
    ])
    const head = await plane.client.send('HEAD', path)
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([
      200,
      String(video.length),
      0,
    ])
  })

  it('that could run scripts get no origin', async () => {
    const plane = await newPlane()
    const path = await publishUpload(plane, 'a.svg', Buffer.from('<svg/>'), 'image/svg+xml')
    expect((await plane.client.get(path)).headers['content-security-policy']).toContain('sandbox')
  })

  it('whose file is lost are unavailable, not gone', async () => {
    const plane = await newPlane()
    const path = await publishUpload(plane, 'film.mp4', video, 'video/mp4')
    await rm(join(plane.uploads, 'film.mp4'))
    const { status, headers, text } = await plane.client.get(path)
    expect([status, headers['retry-after']]).toEqual([503, '5'])
    expect(text).toContain('暂时无法提供')
    expect(plane.events).toHaveLength(1)
  })

  it('opened for nothing are closed again', async () => {
    const plane = await newPlane()
    const path = await publishUpload(plane, 'film.mp4', video, 'video/mp4')
    const openFiles = async (): Promise<number> => (await readdir('/proc/self/fd')).length
    await plane.client.send('HEAD', path)
    const before = await openFiles()
    for (let round = 0; round < 20; round += 1) {
      await plane.client.send('HEAD', path)
      await plane.client.get(path, { 'if-none-match': '*' })
      await plane.client.get(path, { range: 'bytes=999999999-' })
      await plane.client.get(path, { range: 'bytes=0-1' })
    }
    expect(await openFiles()).toBeLessThan(before + 10)
  })
})

describe('what is no longer here', () => {
  it('withdrawn: 410 with the notice, escaped', async () => {
    const plane = await newPlane()
    await plane.store.gone({
      path: '/articles/a',
      at: LAST_MODIFIED,
      notice: '因 <b>错误</b> 撤回',
    })
    for (const temperature of ['cold', 'hot']) {
      const { status, headers, text } = await plane.client.get('/articles/a', {
        'if-none-match': '*',
      })
      expect([temperature, status, headers['content-type']]).toEqual([
        temperature,
        410,
        'text/html; charset=utf-8',
      ])
      expect(text).toContain('因 &lt;b&gt;错误&lt;/b&gt; 撤回')
      expect(text.indexOf('内容已撤回')).toBeLessThan(text.indexOf('Withdrawn'))
    }
    expect((await plane.client.send('HEAD', '/articles/a')).status).toBe(410)
    expect((await plane.client.get('/articles/a', { range: 'bytes=0-1' })).status).toBe(410)
  })

  it('withdrawn with a page of its own', async () => {
    const plane = await newPlane()
    const page = '<!doctype html><title>已撤回</title>'
    await plane.store.gone({ path: '/a', at: LAST_MODIFIED, notice: 'x', page })
    expect((await plane.client.get('/a')).text).toBe(page)
  })

  it('moved: 301, also hot, also for HEAD', async () => {
    const plane = await newPlane()
    await plane.store.move('/articles/old', '/articles/new')
    for (const method of ['GET', 'GET', 'HEAD']) {
      const { status, headers } = await plane.client.send(method, '/articles/old')
      expect([status, headers.location]).toEqual([301, '/articles/new'])
    }
  })

  it('unknown: 404 in both languages, not kept by caches', async () => {
    const plane = await newPlane()
    for (const path of ['/nothing', '/a//b', '/%E6%96%87', '/..%2f..%2fetc/passwd', '/a/../b']) {
      const { status, headers, text } = await plane.client.get(path)
      expect([path, status, headers['cache-control']]).toEqual([path, 404, 'no-cache'])
      expect(text.indexOf('找不到')).toBeLessThan(text.indexOf('Page not found'))
      expect(text).toContain('示例 &lt;网&gt;')
    }
  })

  it.each(['/%', '/%zz', '/%E6', '/a%00b', '/%C0%AF'])('malformed: 400 for %s', async (path) => {
    const plane = await newPlane()
    expect((await plane.client.get(path)).status).toBe(400)
  })

  it('the other spelling of a directory leads to the right one', async () => {
    const plane = await newPlane()
    await plane.store.publish(artefact('/feeds/', 'index'))
    await plane.store.publish(artefact('/about', 'about'))
    await plane.store.publish(artefact('/both', 'file'))
    await plane.store.publish(artefact('/both/', 'directory'))
    for (const [path, location] of [
      ['/feeds', '/feeds/'],
      ['/feeds?a=b', '/feeds/?a=b'],
      ['/about/', '/about'],
    ] as const) {
      const { status, headers } = await plane.client.get(path)
      expect([path, status, headers.location]).toEqual([path, 301, location])
    }
    expect((await plane.client.get('/both')).text).toBe('file')
    expect((await plane.client.get('/both/')).text).toBe('directory')
    expect((await plane.client.get('/')).status).toBe(404)
  })
})

describe('security', () => {
  it('every kind of answer carries the same headers', async () => {
    const plane = await newPlane()
    await plane.store.publish(artefact('/a', LONG_TEXT))
    await plane.store.gone({ path: '/gone', at: LAST_MODIFIED, notice: 'x' })
    await plane.store.move('/moved', '/a')
    const names = [
      'content-security-policy',
      'x-content-type-options',
      'referrer-policy',
      'permissions-policy',
      'cross-origin-opener-policy',
      'cross-origin-resource-policy',
      'strict-transport-security',
    ]
    const { headers: expected } = await plane.client.get('/a')
    expect(expected['content-security-policy']).toContain("default-src 'self'")
    expect(expected['content-security-policy']).toContain("frame-ancestors 'self'")
    const answers = await Promise.all([
      plane.client.get('/a'),
      plane.client.get('/a', { 'if-none-match': '*' }),
      plane.client.get('/a', { range: 'bytes=0-1' }),
      plane.client.get('/gone'),
      plane.client.get('/moved'),
      plane.client.get('/nothing'),
      plane.client.get('/%'),
      plane.client.send('POST', '/a'),
      plane.client.get('/healthz'),
      plane.client.get('/readyz'),
      plane.client.get('/metrics'),
      plane.client.get('/robots.txt'),
      plane.client.get('/changes.json'),
      plane.client.get('/changes.json?limit=0'),
    ])
    for (const { status, headers } of answers) {
      for (const name of names)
        expect([status, name, headers[name]]).toEqual([status, name, expected[name]])
      expect(headers).not.toHaveProperty('x-powered-by')
      expect(headers).not.toHaveProperty('set-cookie')
    }
  })

  it('an artefact may set its own policy', async () => {
    const plane = await newPlane()
    const headers = { 'content-security-policy': 'frame-ancestors *' }
    await plane.store.publish(artefact('/embed', 'x', { headers }))
    const answer = await plane.client.get('/embed')
    expect(answer.headers['content-security-policy']).toBe('frame-ancestors *')
  })
})

describe('when the disk fails', () => {
  it('old copies stay, failures are counted, and the new text appears when it is back', async () => {
    const plane = await newPlane()
    await plane.store.publish(artefact('/a', 'old'))
    await plane.client.get('/a')
    const pointers = join(plane.directory, 'pointers')
    await rename(pointers, `${pointers}-away`)
    plane.pass(50)
    expect((await plane.client.get('/a')).text).toBe('old')
    expect(plane.events).toHaveLength(1)
    expect((await plane.client.get('/readyz')).status).toBe(503)
    expect((await plane.client.get('/metrics')).text).toContain(
      'quanmei_delivery_read_failures_total 1',
    )
    await rename(`${pointers}-away`, pointers)
    await plane.store.publish(artefact('/a', 'new'))
    expect((await plane.client.get('/a')).text).toBe('new')
    expect((await plane.client.get('/readyz')).status).toBe(200)
  })

  it('a damaged pointer does not take the old copy away; without one it is 503', async () => {
    const plane = await newPlane()
    await plane.store.publish(artefact('/a', 'old'))
    await plane.store.publish(artefact('/b', 'old'))
    await plane.client.get('/a')
    for (const name of ['a', 'b'])
      await writeFile(join(plane.directory, 'pointers', `${name}#.json`), '{')
    plane.pass(50)
    expect((await plane.client.get('/a')).text).toBe('old')
    expect((await plane.client.get('/b')).status).toBe(503)
  })

  it('lost bytes are 503, and large ones too', async () => {
    const plane = await newPlane()
    await plane.store.publish(artefact('/small', 'x'))
    await plane.store.publish(artefact('/large', 'x'.repeat(2_000_000)))
    await rm(join(plane.directory, 'blobs'), { recursive: true })
    await mkdir(join(plane.directory, 'blobs'))
    for (const path of ['/small', '/large']) {
      expect((await plane.client.get(path)).status).toBe(503)
    }
  })
})

describe('memory', () => {
  it('never holds more than it may, and still answers everything', async () => {
    const cacheBytes = 200_000
    const plane = await newPlane({ cacheBytes })
    for (let number = 0; number < 30; number += 1) {
      await plane.store.publish(artefact(`/page-${String(number)}`, String(number).repeat(20_000)))
    }
    for (let number = 0; number < 30; number += 1) {
      expect((await plane.client.get(`/page-${String(number)}`)).text).toBe(
        String(number).repeat(20_000),
      )
    }
    const { text } = await plane.client.get('/metrics')
    const held = Number(/^quanmei_delivery_cached_bytes (\d+)$/m.exec(text)?.[1])
    expect(held).toBeGreaterThan(50_000)
    expect(held).toBeLessThanOrEqual(cacheBytes)
  })
})
