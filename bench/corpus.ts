/** Documents for the benchmarks: about a printed page of Chinese text each, always the same for the same number. */
import type { DocumentChange } from '@/importer'
import type { HubServices } from '@/server/hub-services'

import type { TestHub } from '../tests/helpers/hub'

export function article(
  seed: string,
  body: unknown,
  publishedAt = '2015-03-02T01:00:00.000Z',
): DocumentChange {
  return {
    file: `${seed}.md`,
    collection: 'articles',
    id: crypto.randomUUID(),
    isNew: true,
    asDraft: false,
    data: {
      title: `基层党组织学习活动记录 ${seed}`,
      slug: `study-record-${seed}`,
      summary: '记录一次学习活动的准备、过程和收获，供其他支部安排学习时参考。',
      authorUnit: '内容编辑组',
      channels: ['website', 'wechat'],
      publishedAt,
      origin: { path: `${seed}.md`, digest: seed },
      body,
      _status: 'published',
    },
  }
}

const SENTENCES = [
  '活动前先征求大家的意见，再定时间和题目。',
  '每个人发言不超过三分钟，由主持人计时。',
  '讲课人带来了实物，边讲边让大家动手。',
  '有不同看法的，两种意见都记在本子上。',
  '没有到场的同志，由联络人补送一份讲义。',
]

/** About a printed page: headings, paragraphs, a list, a table. */
export function textOf(index: number): string {
  const paragraph = (offset: number): string =>
    `<p>${Array.from({ length: 8 }, (_, sentence) => SENTENCES[(index + offset + sentence) % SENTENCES.length]).join('')}</p>`
  const list = `<ol>${SENTENCES.map((sentence) => `<li>${sentence}</li>`).join('')}</ol>`
  const table =
    '<table><thead><tr><th>项目</th><th>写法</th></tr></thead><tbody><tr><td>时间</td><td>精确到刻钟</td></tr></tbody></table>'
  return [1, 2, 3, 4]
    .map(
      (section) =>
        `<h2>第${String(section)}部分</h2>${paragraph(section)}${paragraph(section + 2)}`,
    )
    .join(list + table)
}

/** Documents come in the order of their dates, one every 26 minutes: 100,000 of them fill five years. */
const FIRST = Date.UTC(2014, 0, 1)
const APART_MS = 26 * 60_000

/** Publishes documents `from` to `to` by the importer's bulk path; rows are written, nothing is delivered. */
export async function fill(services: HubServices, from: number, to: number): Promise<void> {
  const { bulkWriter } = await import('@/importer')
  const { reconcile } = await import('@/plugins/distribution/reconcile')
  const { htmlToLexical } = await import('@/richtext')
  const writer = bulkWriter({
    payload: services.payload,
    reconcile: (references, req) => reconcile(services.reconciling, references, { req }),
  })
  for (let number = from; number < to; number += 1) {
    const seed = `corpus-${String(number)}`
    const date = new Date(FIRST + number * APART_MS)
    const body = htmlToLexical(textOf(number), { media: () => undefined }, seed)
    await writer.write(article(seed, body, date.toISOString()))
  }
  await writer.flush()
}

export async function services(hub: TestHub): Promise<HubServices> {
  const { openHubServices } = await import('@/server/hub-services')
  const { createLog } = await import('@/server/log')
  return openHubServices({ payload: hub.payload, settings: hub.settings, log: createLog('error') })
}

/** The given share of sorted values, such as 0.5 or 0.99. */
export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length * share)] ?? NaN
