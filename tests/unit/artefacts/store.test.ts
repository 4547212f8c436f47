import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

import { describe, expect, it } from 'vitest'

import type { FilePointer, Pointer } from '@/core'

import { artefact, LAST_MODIFIED, LONG_TEXT, newStore, toArray } from './new-store'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const filePointer = (pointer: Pointer | undefined): FilePointer => {
  if (pointer?.kind !== 'file') throw new Error(`a ${String(pointer?.kind)} is no file`)
  return pointer
}

describe('publishing', () => {
  it('answers the bytes under the path, with a strong tag made of them', async () => {
    const { store } = await newStore()
    const published = await store.publish(artefact('/articles/x', 'hello'))
    const digest = sha256('hello')
    expect(published).toEqual({ etag: `"${digest.slice(0, 32)}"`, changed: true })
    expect(await store.lookup('/articles/x')).toEqual({
      kind: 'file',
      path: '/articles/x',
      digest,
      bytes: 5,
      mediaType: 'text/html; charset=utf-8',
      lastModified: LAST_MODIFIED,
    })
    expect((await store.readBlob(digest)).toString()).toBe('hello')
  })

  it.each(['', 'hel', 'hullo', 'hello and more'])(
    'puts right what a crash left under the name of the bytes: %j',
    async (left) => {
      const { store, directory } = await newStore()
      const digest = sha256('hello')
      await mkdir(join(directory, 'blobs', digest.slice(0, 2)), { recursive: true })
      await writeFile(join(directory, 'blobs', digest.slice(0, 2), digest), left)
      await store.publish(artefact('/a', 'hello'))
      expect((await store.readBlob(digest)).toString()).toBe('hello')
    },
  )

  it('says when nothing changed, and writes nothing then', async () => {
    const { store, directory } = await newStore()
    await store.publish(artefact('/a', LONG_TEXT))
    const before = await stat(join(directory, 'pointers', 'a#.json'))
    expect((await store.publish(artefact('/a', LONG_TEXT))).changed).toBe(false)
    const after = await stat(join(directory, 'pointers', 'a#.json'))
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs])
  })

  it.each([
    ['media type', { mediaType: 'text/plain; charset=utf-8' }],
    ['date', { lastModified: '2025-01-01T00:00:00.000Z' }],
    ['cache control', { cacheControl: 'no-cache' }],
    ['headers', { headers: { Link: '<https://example.org/>; rel="hub"' } }],
  ])('a new %s is a change', async (_what, more) => {
    const { store } = await newStore()
    await store.publish(artefact('/a', 'x'))
    expect((await store.publish(artefact('/a', 'x', more))).changed).toBe(true)
    expect(await store.lookup('/a')).toMatchObject(more)
  })

  it('keeps a path apart from the paths below it', async () => {
    const { store } = await newStore()
    const paths = [
      '/',
      '/articles',
      '/articles/',
      '/articles/x',
      '/articles/x/print',
      '/articles/x.json',
    ]
    for (const path of paths) await store.publish(artefact(path, path))
    for (const path of paths) {
      const { digest } = filePointer(await store.lookup(path))
      expect((await store.readBlob(digest)).toString()).toBe(path)
    }
    expect((await toArray(store.pointers())).map(({ path }) => path).sort()).toEqual(
      [...paths].sort(),
    )
    expect((await toArray(store.pointers('/articles/x'))).map(({ path }) => path).sort()).toEqual([
      '/articles/x',
      '/articles/x.json',
      '/articles/x/print',
    ])
  })

  it.each([
    ['a path with dots', { path: '/../etc' }, /dot segment/],
    ['a date that is none', { lastModified: 'yesterday' }, /yesterday.*ISO 8601/],
    ['a header with a line break', { headers: { Link: 'a\r\nSet-Cookie: b' } }, /header Link/],
    ['a header that is the server’s', { headers: { ETag: '"x"' } }, /ETag is the server's own/],
    ['a media type that can’t be sent', { mediaType: 'text/\nplain' }, /Content-Type/],
  ])('refuses %s', async (_what, more, message) => {
    const { store } = await newStore()
    await expect(store.publish(artefact('/a', 'x', more))).rejects.toThrow(message)
    expect(await toArray(store.pointers())).toEqual([])
  })

  it('replaces files, notices and redirects by one another', async () => {
    const { store } = await newStore()
    await store.publish(artefact('/a', 'x'))
    await store.gone({ path: '/a', at: LAST_MODIFIED, notice: '撤回说明' })
    expect(await store.lookup('/a')).toEqual({
      kind: 'gone',
      path: '/a',
      at: LAST_MODIFIED,
      notice: '撤回说明',
    })
    await store.move('/a', '/b')
    expect(await store.lookup('/a')).toEqual({ kind: 'moved', path: '/a', to: '/b' })
    await store.remove('/a')
    await store.remove('/a')
    expect(await store.lookup('/a')).toBeUndefined()
    await expect(store.move('/a', '/a')).rejects.toThrow(/itself/)
    await expect(store.move('/a', 'https://elsewhere.example')).rejects.toThrow(/slash/)
  })

  it('makes only files inside the media folder public', async () => {
    const { store } = await newStore()
    const upload = {
      path: '/media/a.png',
      bytes: 1,
      mediaType: 'image/png',
      lastModified: LAST_MODIFIED,
    }
    await store.publishUpload({ ...upload, filename: 'a.png' })
    expect(await store.lookup('/media/a.png')).toEqual({
      kind: 'upload',
      ...upload,
      filename: 'a.png',
    })
    for (const filename of ['', '..', '.env', 'a/b.png', '../secret']) {
      await expect(store.publishUpload({ ...upload, filename })).rejects.toThrow(/media folder/)
    }
  })

  it('says to subscribers which path changed, and only then', async () => {
    const { store } = await newStore()
    const heard: string[] = []
    const stop = store.subscribe((path) => heard.push(path))
    await store.publish(artefact('/a', 'x'))
    await store.publish(artefact('/a', 'x'))
    await store.move('/b', '/a')
    await store.remove('/b')
    await store.remove('/b')
    expect(heard).toEqual(['/a', '/b', '/b'])
    stop()
    await store.publish(artefact('/a', 'y'))
    expect(heard).toHaveLength(3)
  })

  it('a snapshot holds until the path answers something else, whoever wrote it', async () => {
    const { store, reopen } = await newStore()
    await store.publish(artefact('/a', LONG_TEXT))
    const snapshot = await store.snapshot('/a')
    expect(await snapshot?.isCurrent()).toBe(true)
    const other = await reopen()
    await other.publish(artefact('/a', LONG_TEXT))
    expect(await snapshot?.isCurrent()).toBe(true)
    await other.publish(artefact('/a', 'new'))
    expect(await snapshot?.isCurrent()).toBe(false)
    expect(await store.snapshot('/nothing')).toBeUndefined()
  })

  it('readers see old or new bytes, whole, however often they look', async () => {
    const { store, reopen } = await newStore()
    const reader = await reopen()
    const versions = ['a', 'b', 'c'].map((letter) => letter.repeat(300_000))
    await store.publish(artefact('/feed', versions[0] ?? ''))
    const seen = new Set<string>()
    let isDone = false
    const reading = (async () => {
      while (!isDone) {
        const { digest, bytes } = filePointer(await reader.lookup('/feed'))
        const body = await reader.readBlob(digest)
        expect(body.length).toBe(bytes)
        expect(createHash('sha256').update(body).digest('hex')).toBe(digest)
        seen.add(body.toString('latin1', 0, 1))
      }
    })()
    for (let round = 0; round < 150; round += 1) {
      await store.publish(artefact('/feed', versions[round % 3] ?? ''))
      await new Promise((resolve) => setImmediate(resolve))
    }
    isDone = true
    await reading
    expect(seen.size).toBeGreaterThan(1)
  })
})

describe('compressed copies', () => {
  it('come after publishing, once per content, and only where they help', async () => {
    const { store } = await newStore()
    await store.publish(artefact('/long', LONG_TEXT))
    await store.publish(artefact('/short', 'short'))
    await store.publish(artefact('/picture', LONG_TEXT, { mediaType: 'image/png' }))
    expect(filePointer(await store.lookup('/long')).encodings).toBeUndefined()
    const snapshot = await store.snapshot('/long')
    const heard: string[] = []
    store.subscribe((path) => heard.push(path))

    expect(await store.compressPending()).toBe(1)
    expect(await store.compressPending()).toBe(0)
    expect(heard).toEqual(['/long'])
    expect(await snapshot?.isCurrent()).toBe(false)
    const { encodings } = filePointer(await store.lookup('/long'))
    const gz = await store.readBlob(encodings?.gzip?.digest ?? '')
    const br = await store.readBlob(encodings?.br?.digest ?? '')
    expect(gz.length).toBe(encodings?.gzip?.bytes)
    expect(gunzipSync(gz).toString()).toBe(LONG_TEXT)
    expect(brotliDecompressSync(br).toString()).toBe(LONG_TEXT)
    for (const path of ['/short', '/picture']) {
      expect(filePointer(await store.lookup(path)).encodings).toBeUndefined()
    }
  })

  it('of superseded contents are not made', async () => {
    const { store, directory } = await newStore()
    for (let version = 0; version < 5; version += 1) {
      await store.publish(artefact('/feed', LONG_TEXT + String(version)))
    }
    expect(await store.compressPending()).toBe(1)
    expect(await readdir(join(directory, 'encodings'))).toHaveLength(1)
  })

  it('that a dead process owed are made by another, after a while', async () => {
    const { store, reopen, clock, directory } = await newStore()
    await store.publish(artefact('/a', LONG_TEXT))
    const other = await reopen()
    expect(await other.compressPending()).toBe(0)
    clock.now = new Date(Date.now() + 120_000)
    expect(await other.compressPending()).toBe(1)
    expect(await readdir(join(directory, 'pending'))).toEqual([])
  })

  it('are owed on disk again after another took the list of a process that only slept', async () => {
    const { store, reopen, clock } = await newStore()
    await store.publish(artefact('/a', LONG_TEXT))
    clock.now = new Date(Date.now() + 120_000)
    expect(await (await reopen()).compressPending()).toBe(1)
    await store.publish(artefact('/b', `${LONG_TEXT}b`))
    expect(await (await reopen()).compressPending()).toBe(1)
    expect(filePointer(await store.lookup('/b')).encodings).toBeDefined()
  })

  it('are not lost when making them fails', async () => {
    const { store, directory } = await newStore()
    await store.publish(artefact('/a', LONG_TEXT))
    const obstacle = join(directory, 'encodings')
    await writeFile(obstacle, 'a file where a directory is due')
    await expect(store.compressPending()).rejects.toThrow(/uncompressed/)
    await rm(obstacle)
    expect(await store.compressPending()).toBe(1)
  })
})

describe('verifying', () => {
  const HOUR_MS = 60 * 60 * 1000

  it('finds nothing wrong with a good store', async () => {
    const { store } = await newStore()
    await store.publish(artefact('/a', LONG_TEXT))
    await store.publish(artefact('/b', 'b'))
    await store.compressPending()
    expect(await store.verify()).toEqual({
      pointers: 2,
      blobs: 4,
      bytes: expect.any(Number) as number,
      damaged: [],
      missingUploads: [],
      strays: { blobs: 0, encodings: 0, temporary: 0 },
      repaired: false,
    })
  })

  it('finds altered, missing and unreadable files; publishing again mends them', async () => {
    const { store, directory, reopen } = await newStore()
    const texts = { '/altered': 'one one', '/missing': 'two', '/unreadable': 'three' }
    for (const [path, text] of Object.entries(texts)) await store.publish(artefact(path, text))
    const blob = (text: string): string => {
      const digest = sha256(text)
      return join('blobs', digest.slice(0, 2), digest)
    }
    await writeFile(join(directory, blob('one one')), 'one 0ne')
    await rm(join(directory, blob('two')))
    await writeFile(join(directory, 'pointers', 'unreadable#.json'), '{"kind":')
    const { damaged } = await store.verify({ repair: true })
    expect(damaged).toHaveLength(3)
    expect(damaged).toEqual(
      expect.arrayContaining([
        { file: blob('one one'), reason: 'altered', paths: ['/altered'] },
        { file: blob('two'), reason: 'missing', paths: ['/missing'] },
        { file: 'pointers/unreadable#.json', reason: 'unreadable', paths: ['/unreadable'] },
      ]),
    )
    const rebuilding = await reopen()
    for (const [path, text] of Object.entries(texts)) await rebuilding.publish(artefact(path, text))
    expect((await store.verify()).damaged).toEqual([])
  })

  it('makes damaged compressed copies again by itself', async () => {
    const { store, directory } = await newStore()
    await store.publish(artefact('/a', LONG_TEXT))
    await store.compressPending()
    const gzip = filePointer(await store.lookup('/a')).encodings?.gzip
    const digest = gzip?.digest ?? ''
    const file = join(directory, 'blobs', digest.slice(0, 2), digest)
    await writeFile(file, 'not gzip')
    expect((await store.verify()).damaged).toMatchObject([{ reason: 'altered', paths: ['/a'] }])
    expect((await store.verify({ repair: true })).damaged).toEqual([])
    expect(filePointer(await store.lookup('/a')).encodings?.gzip).toEqual(gzip)
    expect(gunzipSync(await readFile(file)).toString()).toBe(LONG_TEXT)
  })

  it('removes old strays and spares young ones and what is in use', async () => {
    const { store, directory, clock } = await newStore()
    await store.publish(artefact('/a', LONG_TEXT))
    await store.compressPending()
    await store.publish(artefact('/a', 'another text'))
    await mkdir(join(directory, 'tmp'), { recursive: true })
    const temporary = join(directory, 'tmp', 'left-behind')
    await writeFile(temporary, 'half')
    const none = { blobs: 0, encodings: 0, temporary: 0 }
    expect((await store.verify({ repair: true })).strays).toEqual(none)

    clock.now = new Date(Date.now() + 2 * HOUR_MS)
    const found = { blobs: 3, encodings: 1, temporary: 1 }
    expect((await store.verify()).strays).toEqual(found)
    expect(existsSync(temporary)).toBe(true)
    expect((await store.verify({ repair: true })).strays).toEqual(found)
    expect(existsSync(temporary)).toBe(false)
    expect((await store.verify()).strays).toEqual(none)
    expect(filePointer(await store.lookup('/a')).bytes).toBe(12)
    expect(await store.publish(artefact('/a', LONG_TEXT))).toMatchObject({ changed: true })
    expect((await store.verify()).damaged).toEqual([])
  })

  it('an old blob that comes into use again is young', async () => {
    const { store, directory } = await newStore()
    await store.publish(artefact('/a', 'old text'))
    const digest = sha256('old text')
    const file = join(directory, 'blobs', digest.slice(0, 2), digest)
    await utimes(file, new Date(0), new Date(0))
    await store.publish(artefact('/b', 'old text'))
    expect((await stat(file)).mtimeMs).toBeGreaterThan(Date.now() - HOUR_MS)
  })

  it('names uploads whose file is gone, and queues what lacks compressed copies', async () => {
    const { store, reopen } = await newStore()
    await store.publishUpload({
      path: '/media/a.png',
      filename: 'a.png',
      bytes: 1,
      mediaType: 'image/png',
      lastModified: LAST_MODIFIED,
    })
    await store.publish(artefact('/a', LONG_TEXT))
    const other = await reopen()
    expect((await other.verify()).missingUploads).toEqual(['/media/a.png'])
    expect(await other.compressPending()).toBe(1)
  })
})

describe('shelves', () => {
  it('keep JSON by name, apart from other channels’', async () => {
    const { store } = await newStore()
    const shelf = store.shelf('feeds')
    expect(await shelf.read('all')).toBeUndefined()
    await shelf.write('all', { members: [1, 2] })
    await shelf.write('months/2024-07', ['七月'])
    await shelf.write('months/2024-08', null)
    await shelf.write('months', 'beside the folder')
    await store.shelf('website').write('all', 'other')
    expect(await shelf.read('all')).toEqual({ members: [1, 2] })
    expect(await shelf.read('months/2024-07')).toEqual(['七月'])
    expect(await shelf.list('')).toEqual(['all', 'months', 'months/2024-07', 'months/2024-08'])
    expect(await shelf.list('months/2024-0')).toEqual(['months/2024-07', 'months/2024-08'])
    expect(await shelf.list('none/')).toEqual([])
    await shelf.remove('all')
    await shelf.remove('all')
    expect(await shelf.read('all')).toBeUndefined()
    await expect(shelf.write('x', undefined)).rejects.toThrow(/not JSON/)
    expect(() => store.shelf('')).toThrow(/empty/)
  })
})
