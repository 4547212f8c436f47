/** A film from upload to partners: checked, kept off the air where it fails, converted where ffmpeg is. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { createLocalReq, type Payload } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { User } from '@/payload-types'
import type { HubServices } from '@/server/hub-services'
import { findFfmpeg } from '@/video'

import { openServices, startPayload, type TestHub } from '../helpers/hub'

const ffmpeg = await findFfmpeg().catch((error: unknown) => {
  process.stderr.write(`skipped: conversion, ${String(error)}\n`)
  return undefined
})

let test: TestHub
let payload: Payload
let hub: HubServices
let column: string
let ticks = 0

beforeAll(async () => {
  test = await startPayload({ env: { PUBLIC_URL: 'https://hub.example.org' } })
  payload = test.payload
  hub = await openServices(test)
  const made = await payload.create({
    collection: 'columns',
    data: { title: '乡村夜课', slug: 'night-class' },
  })
  column = made.id
})

afterAll(async () => {
  await hub.stop()
  await test[Symbol.asyncDispose]()
})

let count = 0
/** A published episode of the column with the file. */
async function episode(data: Buffer, fields: object = {}): Promise<string> {
  count += 1
  const name = `film-${String(count)}.mp4`
  const upload = { name, data, mimetype: 'video/mp4', size: data.length }
  const film = await payload.create({ collection: 'media', data: {}, file: upload })
  const { id } = await payload.create({
    collection: 'videos',
    data: {
      title: `第${String(count)}课`,
      slug: `class-${String(count)}`,
      summary: '摘要',
      authorUnit: '栏目组',
      language: 'zh-CN',
      video: film.id,
      column,
      _status: 'published',
      ...fields,
    },
  })
  await hub.hub.drain()
  return id
}

/** Two seconds where ffmpeg can make them, so that converting them is quick; a sample where it can't. */
async function shortFilm(): Promise<{ data: Buffer; seconds: number }> {
  if (!ffmpeg) {
    return { data: await readFile('samples/media/videos/village-night-class.mp4'), seconds: 24.8 }
  }
  const file = join(test.directory, `short-${String(count)}.mp4`)
  // Each has another tone: the same film twice would be one job.
  const tone = `sine=frequency=${String(440 + count)}`
  const args = [
    ...['-y', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=25', '-f', 'lavfi', '-i', tone],
    ...['-t', '2', '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', file],
  ]
  await promisify(execFile)(ffmpeg.path, args)
  return { data: await readFile(file), seconds: 2 }
}
/** An endpoint of `video-files`, as somebody's request; without a body it is a GET. */
async function call(
  path: string,
  who: User | undefined,
  routeParams: Readonly<Record<string, string>>,
  body?: object,
): Promise<Response> {
  const endpoints = payload.collections['video-files'].config.endpoints || []
  const endpoint = endpoints.find((one) => one.path === path)
  if (!endpoint) throw new Error(`There is no ${path}`)
  const user = who && { ...who, collection: 'users' as const }
  const req = await createLocalReq(user ? { user } : {}, payload)
  return endpoint.handler(Object.assign(req, { routeParams, json: () => Promise.resolve(body) }))
}

/** Made once. */
async function userWith(role: 'administrator'): Promise<User> {
  const email = `${role}@example.org`
  const where = { email: { equals: email } }
  const { docs } = await payload.find({ collection: 'users', where })
  const password = 'a long enough password'
  const data = { email, name: role, password, roles: [role] }
  return docs[0] ?? payload.create({ collection: 'users', data })
}

const record = async (id: string) => payload.findByID({ collection: 'video-files', id })

/** One run of both jobs; every tick is another minute. */
async function run(): Promise<void> {
  for (const name of ['video-checks', 'video-renditions']) {
    ticks += 1
    await hub.timetable.tick(name, new Date(Date.now() + ticks * 60_000))
    await hub.hub.drain()
    const { docs } = await payload.find({
      collection: 'timetable',
      where: { name: { equals: name } },
    })
    expect(docs[0]?.lastOutcome, docs[0]?.lastError ?? '').toBe('ok')
  }
}

async function items(): Promise<
  { title: string; renditions: { url: string; media_type: string; sha256?: string }[] }[]
> {
  const pointer = await hub.artefacts.lookup('/tv/night-class.json')
  if (pointer?.kind !== 'file') return []
  const path = join(test.settings.artefactsDir, 'blobs', pointer.digest.slice(0, 2), pointer.digest)
  const feed = JSON.parse(await readFile(path, 'utf8')) as {
    items: Awaited<ReturnType<typeof items>>
  }
  return feed.items
}

describe('a film that fails the checks', () => {
  it('is taken off the air, with the reason beside the video, and comes back when mended', async () => {
    const { data, seconds } = await shortFilm()
    const id = await episode(data, { title: '时长不符', durationSeconds: 600 })
    await run()
    const { blocked, report } = await record(id)
    expect(blocked).toEqual([expect.stringContaining('600 s')])
    expect(report).toMatchObject({ probe: { container: 'mp4' } })
    expect((await items()).map(({ title }) => title)).not.toContain('时长不符')
    const rows = await hub.ledger.list({ document: `videos/${id}`, channel: 'tv' })
    expect(rows.at(-1)).toMatchObject({ delivery: { state: 'delivered' } })
    await payload.update({ collection: 'videos', id, data: { durationSeconds: seconds } })
    await run()
    expect((await record(id)).blocked).toEqual([])
    expect((await items()).map(({ title }) => title)).toContain('时长不符')
  }, 240_000)
})

describe.runIf(ffmpeg)('a film of a column', () => {
  it('is converted, and partners get every rendition', async () => {
    const { data } = await shortFilm()
    const id = await episode(data, { title: '短片', durationSeconds: 2 })
    for (
      let turn = 0;
      turn < 4 && (await record(id).catch(() => undefined))?.state !== 'done';
      turn += 1
    ) {
      await run()
    }
    const found = await record(id)
    expect([found.state, found.error]).toEqual(['done', null])
    const mine = (await items()).find(({ title }) => title === '短片')
    const types = mine?.renditions.map(({ media_type }) => media_type) ?? []
    expect(types[0]).toBe('video/mp4')
    expect(types).toContain('application/vnd.apple.mpegurl')
    expect(types).toContain('audio/mp4')
    expect(mine?.renditions.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256 ?? ''))).toBe(true)
    for (const { url } of mine?.renditions ?? []) {
      const path = url.replace('https://hub.example.org', '')
      const pointer = await hub.artefacts.lookup(path)
      if (pointer?.kind !== 'upload') throw new Error(`${path} is not public`)
      const bytes = await readFile(join(test.settings.mediaDir, pointer.filename))
      expect(bytes.length).toBe(pointer.bytes)
      if (!path.endsWith('.m3u8')) continue
      // Every address in the playlist is public beside it.
      for (const name of bytes.toString().match(/^[^#\s].*$/gm) ?? []) {
        const beside = path.slice(0, path.lastIndexOf('/') + 1) + name
        expect(await hub.artefacts.lookup(beside), beside).toMatchObject({ kind: 'upload' })
      }
    }
    await choosesPoster(id)
  }, 240_000)

  /** Of the pictures the conversion took, as the form shows and takes them. */
  async function choosesPoster(id: string): Promise<void> {
    const { posters = [] } = (await record(id)).report as { posters?: { filename: string }[] }
    const [name = ''] = posters.map(({ filename }) => filename)
    const admin = await userWith('administrator')
    const shown = await call('/:id/posters/:name', admin, { id, name })
    const jpeg = Buffer.from(await shown.arrayBuffer())
    expect([shown.headers.get('content-type'), jpeg.readUInt16BE(0)]).toEqual([
      'image/jpeg',
      0xffd8,
    ])
    const chosen = await call('/:id/poster', admin, { id }, { name, alt: '测试图' })
    const { doc } = (await chosen.json()) as { doc: { id: string } }
    const media = await payload.findByID({ collection: 'media', id: doc.id })
    expect(media).toMatchObject({ alt: '测试图', mimeType: 'image/jpeg', filesize: jpeg.length })

    const refused = (who: typeof admin | undefined, body: object, status: number) =>
      expect(call('/:id/poster', who, { id }, body)).rejects.toMatchObject({ status })
    await refused(admin, { name, alt: ' ' }, 400)
    await refused(admin, { name: '../quanmei.db', alt: '图' }, 404)
    await refused(undefined, { name, alt: '图' }, 403)
    await expect(
      call('/:id/posters/:name', admin, { id, name: `../${name}` }),
    ).rejects.toMatchObject({ status: 404 })
    await expect(call('/:id/posters/:name', undefined, { id, name })).rejects.toMatchObject({
      status: 403,
    })
  }
})

describe('the buttons', () => {
  const press = async (id: string, action: string): Promise<Response> => {
    const { docs } = await payload.find({ collection: 'users', limit: 1 })
    return call('/:id/conversion', docs[0], { id }, { action })
  }

  it('cancel what waits, and ask for it again; nobody without the right, nothing out of turn', async () => {
    const { data } = await shortFilm()
    const id = await episode(data, { title: '取消' })
    await payload.db.create({ collection: 'video-files', data: { id, state: 'queued' } })
    await expect(
      call('/:id/conversion', undefined, { id }, { action: 'cancel' }),
    ).rejects.toMatchObject({
      status: 403,
    })
    await userWith('administrator')
    expect((await press(id, 'cancel')).status).toBe(200)
    expect((await record(id)).state).toBe('cancelling')
    await expect(press(id, 'cancel')).rejects.toMatchObject({ status: 409 })
    await expect(press('nobody', 'retry')).rejects.toMatchObject({ status: 409 })
    expect(
      await payload.count({ collection: 'video-files', where: { id: { equals: 'nobody' } } }),
    ).toMatchObject({ totalDocs: 0 })
  })
})
