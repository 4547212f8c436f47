/**
 * Articles for WeChat converted per second, of the sample documents, against hast's own parser and serialiser on the same
 * HTML, which is the least any conversion by a tree must do. Then the pictures the samples show: ours decides format and
 * quality, the baseline is sharp told both, so that it writes the same kind of file once.
 */
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { fromHtml } from 'hast-util-from-html'
import { toHtml } from 'hast-util-to-html'
import sharp from 'sharp'

import type { Item } from '@/core'
import { convertPicture } from '@/plugins/wechat/articles/convert-picture'
import { renderArticle } from '@/plugins/wechat/articles/render'
import { PICTURES } from '@/plugins/wechat/limits'

import { site } from '../tests/helpers/items'
import { sampleItems } from '../tests/helpers/sample-items'
import type { BenchRow } from './types'

const ROUNDS = 40
const WARM_UP = 10
const PICTURE_ROUNDS = 3

export async function run(): Promise<BenchRow[]> {
  await using samples = await sampleItems()
  const { items, hub } = samples
  const render = (item: Item): unknown => renderArticle(item, { site, look: 'official' })
  const parse = (item: Item): unknown => toHtml(fromHtml(htmlOf(item), { fragment: true }))
  repeat(items, render, WARM_UP)
  repeat(items, parse, WARM_UP)
  // In turns, so that whatever else the machine does disturbs both alike.
  let [ours, baseline] = [0, 0]
  for (let round = 0; round < ROUNDS; round++) {
    ours += timed(() => {
      repeat(items, render, 1)
    })
    baseline += timed(() => {
      repeat(items, parse, 1)
    })
  }
  const perSecond = (ms: number): number => Math.round((items.length * ROUNDS * 1000) / ms)
  const urls = new Set(
    items.flatMap((item) =>
      renderArticle(item, { site, look: 'official' }).pictures.map(({ url }) => url),
    ),
  )
  const pictures = await Promise.all(
    [...urls].map((url) =>
      readFile(join(hub.settings.mediaDir, basename(decodeURIComponent(url)))),
    ),
  )
  return [
    {
      name: `WeChat articles of ${String(items.length)} sample documents, against hast parse and stringify`,
      ours: perSecond(ours),
      baseline: perSecond(baseline),
      ratio: Math.round((baseline / ours) * 100) / 100,
      unit: 'articles/s',
      target: '',
    },
    await pictureRow(pictures),
  ]
}

/** All HTML an item holds. */
const htmlOf = ({ html, details }: Item): string =>
  details.type === 'explainers'
    ? html + details.questions.map(({ answerHtml }) => answerHtml).join('')
    : html

async function pictureRow(pictures: readonly Buffer[]): Promise<BenchRow> {
  const target = { bytes: PICTURES.inText.bytes, width: PICTURES.width }
  const formats = new Map<Buffer, 'png' | 'jpeg'>()
  for (const picture of pictures) {
    const { mediaType } = await convertPicture(picture, target)
    formats.set(picture, mediaType === 'image/png' ? 'png' : 'jpeg')
  }
  let [ours, baseline] = [0, 0]
  for (let round = 0; round < PICTURE_ROUNDS; round++) {
    for (const picture of pictures) {
      ours += await timedAsync(() => convertPicture(picture, target))
      baseline += await timedAsync(() => plainSharp(picture, formats.get(picture)))
    }
  }
  const each = (ms: number): number =>
    Math.round((ms / (pictures.length * PICTURE_ROUNDS)) * 10) / 10
  return {
    name: `a picture for WeChat, of ${String(pictures.length)} in the samples, against sharp told the result`,
    ours: each(ours),
    baseline: each(baseline),
    ratio: Math.round((ours / baseline) * 100) / 100,
    unit: 'ms',
    target: '',
  }
}

function plainSharp(picture: Buffer, format: 'png' | 'jpeg' | undefined): Promise<Buffer> {
  const resized = sharp(picture)
    .autoOrient()
    .resize({ width: PICTURES.width, withoutEnlargement: true })
  return format === 'png'
    ? resized.png({ compressionLevel: 9 }).toBuffer()
    : resized.flatten({ background: '#ffffff' }).jpeg({ quality: 92 }).toBuffer()
}

function repeat(items: readonly Item[], work: (item: Item) => unknown, rounds: number): void {
  for (let round = 0; round < rounds; round++) for (const item of items) work(item)
}

function timed(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

async function timedAsync(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
