/** From files to a column's feed: columns of a taxonomy file, and what broadcasters need of a video. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { ImportReport } from '@/importer'

import { startPayload, type TestHub } from '../helpers/hub'

let hub: TestHub
let directory: string

beforeAll(async () => {
  hub = await startPayload()
  directory = await mkdtemp(join(tmpdir(), 'quanmei-tv-import-'))
  await mkdir(join(directory, 'videos'))
  await cp('samples/media/videos/village-night-class.mp4', join(directory, 'videos/film.mp4'))
})

afterAll(async () => {
  await rm(directory, { recursive: true, force: true })
  await hub[Symbol.asyncDispose]()
})

const TAXONOMY = `
themes: [{id: methods, label: 培训组织与方法}]
columns:
  - id: night-class
    title: 乡村夜课
    slots: [{weekday: mon, time: '19:30'}]
    rule: {themes: [methods], keywords: [夜课]}
`
const VIDEO = `
type: video
file: film.mp4
title: 夜课
slug: film
summary: 摘要
authorUnit: 栏目组
themes: [methods]
column: night-class
episode: 7
airings: [{at: 2015-03-02T19:30:00+08:00}, {at: 2015-03-04T08:00:00+08:00, repeat: true}]
chapters: [{seconds: 0, title: 开头}]
productionNumber: （样）字第001号
region: {countries: [CN]}
rating: nonadult
keywords: [夜课, 农村]
`

async function importFiles(video: string): Promise<ImportReport> {
  await writeFile(join(directory, 'taxonomy.yaml'), TAXONOMY)
  await writeFile(join(directory, 'videos/film.yaml'), video)
  const { importFolder } = await import('@/importer')
  const now = (): Date => new Date('2026-01-05T00:00:00Z')
  return importFolder({ payload: hub.payload, directory, publish: true, now })
}

describe('importing for television', () => {
  it('refuses a column there is none of, by name', async () => {
    const { problems } = await importFiles(
      VIDEO.replace('column: night-class', 'column: day-class'),
    )
    expect(problems).toMatchObject([{ code: 'unknown-column', field: 'column' }])
  })

  it('makes the column and its episode, as items tell them', async () => {
    const { problems } = await importFiles(VIDEO)
    expect(problems).toEqual([])
    const { docs } = await hub.payload.find({
      collection: 'revisions',
      sort: '-createdAt',
      limit: 1,
    })
    const item = docs[0]?.item as { details: object }
    expect(item.details).toMatchObject({
      columns: [{ slug: 'night-class', label: '乡村夜课', episode: 7 }],
      airings: [
        { at: '2015-03-02T11:30:00.000Z' },
        { at: '2015-03-04T00:00:00.000Z', repeat: true },
      ],
      chapters: [{ seconds: 0, title: '开头' }],
      productionNumber: '（样）字第001号',
      region: { relationship: 'allow', countries: ['CN'] },
      rating: 'nonadult',
      keywords: ['夜课', '农村'],
    })
  })

  it('leaves a column alone that editors changed', async () => {
    const { docs } = await hub.payload.find({ collection: 'columns' })
    const id = docs[0]?.id ?? ''
    await hub.payload.update({ collection: 'columns', id, data: { title: '夜课新名' } })
    await importFiles(VIDEO)
    const after = await hub.payload.findByID({ collection: 'columns', id })
    expect([docs.length, after.title]).toEqual([1, '夜课新名'])
  })
})
