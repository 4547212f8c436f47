/**
 * Importing against a loop of Payload's own `create` over the same documents, in the same run: the same fields, the same
 * validation and hooks, the same revisions and ledger rows.
 */
import type { Payload } from 'payload'

import type { BulkWriterOptions, DocumentChange } from '@/importer'

import { startPayload } from '../tests/helpers/hub'
import type { BenchRow } from './types'

const DOCUMENTS = Number(process.env['BENCH_IMPORT_DOCUMENTS'] ?? 1000)
/** Rounds of both ways in turn, so that neither always meets the fuller database. */
const ROUNDS = 4

export async function run(): Promise<BenchRow[]> {
  await using hub = await startPayload({ database: 'sqlite' })
  const { payload } = hub
  const { bulkWriter } = await import('@/importer')
  const { htmlToLexical } = await import('@/richtext')
  const reconcile = await reconciler(payload)
  const documents = (round: string): DocumentChange[] =>
    Array.from({ length: DOCUMENTS / ROUNDS }, (_, index) => {
      const seed = `${round}-${String(index)}`
      return article(seed, htmlToLexical(textOf(index), { media: () => undefined }, seed))
    })

  const times = { ours: 0, baseline: 0 }
  for (let round = 0; round < ROUNDS; round += 1) {
    const bulk = documents(`bulk-${String(round)}`)
    const single = documents(`single-${String(round)}`)
    times.baseline += await measure(async () => {
      for (const { collection, id, data } of single) {
        await payload.create({ collection, data: { ...data, id } as never, depth: 0 })
      }
    })
    times.ours += await measure(async () => {
      const writer = bulkWriter({ payload, reconcile })
      const results = []
      for (const change of bulk) results.push(...(await writer.write(change)))
      results.push(...(await writer.flush()))
      const refused = results.find(({ findings }) => findings.length > 0)
      if (refused) throw new Error(`${refused.change.id}: ${JSON.stringify(refused.findings)}`)
    })
  }
  const perSecond = (milliseconds: number): number => Math.round((DOCUMENTS / milliseconds) * 1000)
  return [
    {
      name: `import of ${String(DOCUMENTS)} documents, bulk path against payload.create`,
      ours: perSecond(times.ours),
      baseline: perSecond(times.baseline),
      ratio: Math.round((times.baseline / times.ours) * 100) / 100,
      unit: 'documents/s',
      target: '≥ 2 ×',
    },
  ]
}

/** The same reconciling as the publish hook's, with the site and the channels of a fresh hub. */
async function reconciler(payload: Payload): Promise<BulkWriterOptions['reconcile']> {
  const { openStores } = await import('@/outbox')
  const { channels } = await import('@/plugins/channels')
  const { ensureChannels } = await import('@/plugins/distribution/channel-rows')
  const { reconcile } = await import('@/plugins/distribution/reconcile')
  await ensureChannels(payload, channels)
  const context = {
    payload,
    ledger: openStores(payload).ledger,
    kinds: channels,
    now: () => new Date(),
    timeZone: 'Asia/Shanghai',
  }
  return (references, req) => reconcile(context, references, { req })
}

function article(seed: string, body: unknown): DocumentChange {
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
      publishedAt: '2015-03-02T01:00:00.000Z',
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
function textOf(index: number): string {
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

const measure = async (work: () => Promise<void>): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}
