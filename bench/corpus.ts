/** Documents for the benchmarks, always the same for the same number: plain Chinese text of a given length. */
import type { DocumentChange } from '@/importer'
import type { HubServices } from '@/server/hub-services'

export interface Shape {
  /** Sections of the text; four make about a printed page. */
  readonly sections: number
  /** ISO 8601. */
  readonly publishedAt: string
}

/** A document for the importer's writer. `seed` makes slug, title and text. */
export async function article(
  seed: string,
  index: number,
  { sections, publishedAt }: Shape,
): Promise<DocumentChange> {
  const { htmlToLexical } = await import('@/richtext')
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
      channels: [],
      publishedAt,
      origin: { path: `${seed}.md`, digest: seed },
      body: htmlToLexical(textOf(index, sections), { media: () => undefined }, seed),
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

/** Headings, paragraphs, a list, a table. */
function textOf(index: number, sections: number): string {
  const paragraph = (offset: number): string =>
    `<p>${Array.from({ length: 8 }, (_, sentence) => SENTENCES[(index + offset + sentence) % SENTENCES.length]).join('')}</p>`
  const list = `<ol>${SENTENCES.map((sentence) => `<li>${sentence}</li>`).join('')}</ol>`
  const table =
    '<table><thead><tr><th>项目</th><th>写法</th></tr></thead><tbody><tr><td>时间</td><td>精确到刻钟</td></tr></tbody></table>'
  return Array.from(
    { length: sections },
    (_, section) =>
      `<h2>第${String(section + 1)}部分</h2>${paragraph(section)}${paragraph(section + 2)}`,
  ).join(list + table)
}

/** Five years, whatever the number of documents, so that only their number differs between corpora. */
const FIRST = Date.UTC(2014, 0, 1)
export const LAST = Date.UTC(2018, 11, 15)

/** Publishes documents 0 to `count` through the importer's bulk path; rows are written, nothing is delivered. */
export async function fill(
  services: HubServices,
  count: number,
  { sections, apartMs }: { readonly sections: number; readonly apartMs: number },
): Promise<void> {
  const { bulkWriter } = await import('@/importer')
  const { reconcile } = await import('@/plugins/distribution/reconcile')
  const writer = bulkWriter({
    payload: services.payload,
    reconcile: (references, req) => reconcile(services.reconciling, references, { req }),
  })
  const results = []
  for (let number = 0; number < count; number += 1) {
    const publishedAt = new Date(FIRST + number * apartMs).toISOString()
    const change = await article(`corpus-${String(number)}`, number, { sections, publishedAt })
    results.push(...(await writer.write(change)))
  }
  results.push(...(await writer.flush()))
  const refused = results.find(({ findings }) => findings.length > 0)
  if (refused) throw new Error(`${refused.change.file}: ${JSON.stringify(refused.findings)}`)
}

/** Milliseconds between the dates of two documents when so many fill the five years. */
export const apart = (documents: number): number => Math.floor((LAST - FIRST) / documents)

/** The given share of the values, such as 0.5 or 0.99, by the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN
}
