/** The log of what partners fetched: whole lines survive whatever happens, and nothing is counted twice. */
import { appendFile, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import type { PartnerFetch } from '@/core'
import {
  countIn,
  EMPTY_USAGE,
  fetchesOf,
  KEPT,
  listFiles,
  openPartnerLog,
  prune,
  readFrom,
  readUsage,
} from '@/partner-log'

const NOW = '2026-11-24T02:00:00.000Z'
const ZONE = 'Asia/Shanghai'

const fetchOf = (changes: Partial<PartnerFetch> = {}): PartnerFetch => ({
  at: NOW,
  partner: 'north',
  key: 'k1',
  method: 'GET',
  path: '/night-class.mrss',
  status: 200,
  bytes: 100,
  userAgent: 'Ingest/1.0 "北方台"',
  ...changes,
})

const newDirectory = (): Promise<string> => mkdtemp(join(tmpdir(), 'quanmei-partner-log-'))

async function written(
  directory: string,
  fetches: readonly PartnerFetch[],
  options: { writer?: string; now?: string; largestFileBytes?: number } = {},
): Promise<void> {
  const log = openPartnerLog({
    directory,
    writer: options.writer ?? 'one',
    now: () => new Date(options.now ?? NOW),
    onError(error) {
      throw error
    },
    ...(options.largestFileBytes === undefined
      ? {}
      : { largestFileBytes: options.largestFileBytes }),
  })
  for (const fetch of fetches) {
    log.note(fetch)
    if (options.largestFileBytes !== undefined) await log.close()
  }
  await log.close()
}

const all = async (directory: string, partner = 'north'): Promise<PartnerFetch[]> => {
  const found: PartnerFetch[] = []
  for await (const fetch of fetchesOf(directory, partner)) found.push(fetch)
  return found
}

describe('the log', () => {
  it('gives back what was noted, by partner, whatever process wrote it', async () => {
    const directory = await newDirectory()
    await written(directory, [fetchOf(), fetchOf({ partner: 'south' })])
    await written(directory, [fetchOf({ status: 410 })], { writer: 'two' })
    expect(await all(directory)).toEqual([fetchOf(), fetchOf({ status: 410 })])
    expect(await all(directory, 'south')).toHaveLength(1)
  })

  it('begins another file when one is full', async () => {
    const directory = await newDirectory()
    await written(
      directory,
      Array.from({ length: 5 }, () => fetchOf()),
      { largestFileBytes: 150 },
    )
    expect((await readdir(directory)).length).toBeGreaterThan(1)
    expect(await all(directory)).toHaveLength(5)
  })

  it('leaves out a torn last line, and goes on behind whole ones', async () => {
    const directory = await newDirectory()
    await written(directory, [fetchOf()])
    const [file] = await listFiles(directory)
    if (!file) throw new Error('Nothing was written')
    await appendFile(join(directory, file.name), '["2026-11-24T02:00:0')
    const [torn = file] = await listFiles(directory)
    const read = await readFrom(directory, torn, 0)
    expect([read.fetches.length, read.next, read.damaged]).toEqual([1, file.bytes, 0])
    expect(await readFrom(directory, torn, read.next)).toEqual({
      fetches: [],
      next: read.next,
      damaged: 0,
    })
    expect(await all(directory)).toHaveLength(1)
  })

  it('says how many lines are none of ours', async () => {
    const directory = await newDirectory()
    await writeFile(join(directory, '2026-11-24.x-1.jsonl'), 'nonsense\n[1,2]\n')
    const [file] = await listFiles(directory)
    if (!file) throw new Error('Nothing was found')
    expect((await readFrom(directory, file, 0)).damaged).toBe(2)
  })

  it('keeps what could not be written until it can', async () => {
    const directory = await newDirectory()
    const place = join(directory, 'log')
    await writeFile(place, 'a file where the folder should be')
    const errors: unknown[] = []
    const log = openPartnerLog({
      directory: place,
      writer: 'one',
      now: () => new Date(NOW),
      onError: (error, dropped) => errors.push([error, dropped]),
    })
    log.note(fetchOf())
    await log.close()
    expect(errors.length).toBeGreaterThan(0)
    const { rm } = await import('node:fs/promises')
    await rm(place)
    await mkdir(place)
    log.note(fetchOf({ status: 206 }))
    await log.close()
    expect((await all(place)).map(({ status }) => status)).toEqual([200, 206])
  })

  it('is kept for so many days and so many bytes, and today always', async () => {
    const directory = await newDirectory()
    for (const day of ['2026-11-20', '2026-11-22', '2026-11-23', '2026-11-24']) {
      await writeFile(join(directory, `${day}.x-1.jsonl`), 'x'.repeat(100))
    }
    const left = async () => (await listFiles(directory)).map(({ name }) => name.slice(0, 10))
    expect(await prune(directory, { days: 3, bytes: 1000 }, new Date(NOW))).toBe(1)
    expect(await left()).toEqual(['2026-11-22', '2026-11-23', '2026-11-24'])
    expect(await prune(directory, { days: 3, bytes: 250 }, new Date(NOW))).toBe(1)
    expect(await prune(directory, { days: 1, bytes: 1 }, new Date(NOW))).toBe(1)
    expect(await left()).toEqual(['2026-11-24'])
  })
})

describe('what it comes to', () => {
  it('is counted by day, file, key, feed and withdrawn video', () => {
    const usage = countIn(
      EMPTY_USAGE,
      [
        fetchOf({ at: '2026-11-23T15:59:00.000Z' }),
        fetchOf({ at: '2026-11-23T16:01:00.000Z', status: 304, bytes: 1 }),
        fetchOf({ at: '2026-11-23T16:02:00.000Z', status: 403 }),
        fetchOf({ path: '/files/v1/a.mp4', status: 206, key: 'k2' }),
        fetchOf({ path: '/files/v2/b.mp4', status: 410 }),
        fetchOf({ path: '/files/v2/c.jpg', status: 410, at: '2026-11-24T03:00:00.000Z' }),
      ],
      { file: 10 },
      ZONE,
    )
    expect(usage).toMatchObject({
      cursors: { file: 10 },
      days: {
        '2026-11-23': { fetches: 1, bytes: 100 },
        '2026-11-24': { fetches: 5, bytes: 401 },
      },
      polls: { 'night-class': '2026-11-23T16:01:00.000Z' },
      keys: { k1: '2026-11-24T03:00:00.000Z', k2: NOW },
      gone: { v2: { first: NOW, last: '2026-11-24T03:00:00.000Z', count: 2 } },
    })
    expect(usage.newest[0]?.path).toBe('/files/v2/c.jpg')
    expect(usage.files['/files/v1/a.mp4']).toEqual({ fetches: 1, bytes: 100, last: NOW })
    expect(readUsage(JSON.parse(JSON.stringify(usage)))).toEqual(usage)
    expect(readUsage({ cursors: 1 })).toEqual(EMPTY_USAGE)
  })

  it('stays small', () => {
    const many = Array.from({ length: 1500 }, (_, index) =>
      fetchOf({
        at: new Date(Date.parse(NOW) + index * 1000).toISOString(),
        path: `/files/v${String(index)}/a.mp4`,
        status: 410,
      }),
    )
    const usage = countIn(EMPTY_USAGE, many, {}, ZONE)
    expect(usage.newest).toHaveLength(KEPT.newest)
    expect(Object.keys(usage.files)).toHaveLength(KEPT.files)
    expect(Object.keys(usage.gone)).toHaveLength(KEPT.gone)
    expect(usage.gone).toHaveProperty('v1499')
  })
})
