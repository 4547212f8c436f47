/**
 * How fast the search engine answers, by the clock, and in CPU time, which tells how much of that other processes
 * caused. Documents of about 800 characters are put together from the sentences of `samples/`, chosen as words are in
 * real texts: few very often, most rarely. So 党员 and 学习 are in most documents, the worst an index can be asked for.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'

import { CONTENT_TYPES, type Item } from '@/core'
import { isSearchProblem, openSearchReader, openSearchWriter, type SearchQuery } from '@/search'
import { plainText } from '@/search/plain-text'

import { itemOf } from '../tests/helpers/items'
import type { BenchRow } from './types'

const TARGET_MS = 20
const SIZES = (process.env['BENCH_SEARCH_SIZES'] ?? '1000,10000,100000').split(',').map(Number)
const CHARACTERS = 800
const ROUNDS = 40
/** The dates of the plan, in order, as 100,000 documents would fill them. */
const FIRST = Date.UTC(2014, 0, 1)
const LAST = Date.UTC(2018, 11, 31)
const THEMES = 20
/** In every ninth document: what the samples lack. */
const RARER = '<p>三会一课由王小明主持，可在WeChat、IPTV和手机报上看，T+1更新。</p>'

type Class = readonly [name: string, queries: readonly Partial<SearchQuery>[]]

const CLASSES: readonly Class[] = [
  ['common word', words('党员', '学习', '培训', '大家')],
  ['one character', words('课', '学', '和', '微')],
  ['two words', words('党员 学习', '农村 党员', '学时 登记', '支部 手机')],
  ['side by side', words('党员教育', '流动党员', '学习党员', '教育学习培训')],
  ['unknown word', words('三会一课', '微信', '王小明', '手机报')],
  ['rare word', words('编号77', '编号4999', '第3000号', '丹棱')],
  ['rare and common', words('编号77 学习', '编号4999 党员')],
  ['Latin, digits', words('wechat', 'IPTV', '2014-2018', 't+1')],
  ['pinyin', words('dangyuan', 'dy', 'xuexi jiaoyu', 'xx')],
  ['nothing', words('和服', '量子力学', 'zzzz', '党员 量子')],
  ['eight words', words('党员 学习 培训 村 课 时间 大家 讲', '一 二 三 四 五 六 七 八')],
  [
    'filtered',
    [
      { text: '党员', theme: 'theme-3' },
      { text: '学习', type: 'lessons', theme: 'theme-7' },
      { text: '学习', from: Date.UTC(2015, 0, 1), before: Date.UTC(2015, 1, 1) },
      { text: '学习 党员', audience: 'audience-2', before: Date.UTC(2014, 6, 1) },
    ],
  ],
  ['last page', words('党员', '学习').map((each) => ({ ...each, page: 10 }))],
]

function words(...texts: string[]): Partial<SearchQuery>[] {
  return texts.map((text) => ({ text }))
}

export async function run(): Promise<BenchRow[]> {
  const sentences = await sentencesOf('samples')
  const rows: BenchRow[] = []
  for (const size of SIZES) {
    const directory = await mkdtemp(join(tmpdir(), 'quanmei-bench-search-'))
    try {
      rows.push(...(await measure(directory, size, sentences)))
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  }
  return rows
}

async function measure(
  directory: string,
  size: number,
  sentences: readonly string[],
): Promise<BenchRow[]> {
  const memory = watchMemory()
  const writer = openSearchWriter(directory)
  let started = performance.now()
  await writer.replaceAll(documents(size, sentences))
  const seconds = (performance.now() - started) / 1000

  const updates: number[] = []
  const busyUpdates: number[] = []
  const holds = monitorEventLoopDelay({ resolution: 1 })
  holds.enable()
  for (const item of documents(size, sentences, 200)) {
    const before = process.cpuUsage()
    started = performance.now()
    await writer.put([{ ...item, title: `${item.title}（更正）` }])
    updates.push(performance.now() - started)
    busyUpdates.push(cpuSince(before))
  }
  holds.disable()
  await writer.close()

  const reader = openSearchReader(directory)
  const all: number[] = []
  const busy: number[] = []
  const lines: string[] = []
  const rows: BenchRow[] = []
  const label = `${size.toLocaleString('en')} documents`
  const line = (name: string, times: readonly number[], hits = ''): void => {
    const [half, most, top] = [0.5, 0.95, 1].map((share) => percentile(times, share).toFixed(1))
    lines.push(
      `  ${name.padEnd(18)} p50 ${String(half)} p95 ${String(most)} max ${String(top)} ms ${hits}`,
    )
  }
  for (const [name, queries] of CLASSES) {
    const times: number[] = []
    const from = busy.length
    const totals: string[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const query of queries) {
        const before = process.cpuUsage()
        started = performance.now()
        const answer = await reader.search({ text: '', page: 1, pageSize: 20, ...query })
        times.push(performance.now() - started)
        busy.push(cpuSince(before))
        if (isSearchProblem(answer)) throw new Error(`${String(query.text)}: ${answer.problem}`)
        if (round === 0) {
          totals.push(
            `${String(query.text)} ${String(answer.total)}${answer.more ? '+' : ''} ${times.at(-1)?.toFixed(0) ?? ''}ms`,
          )
        }
      }
    }
    all.push(...times)
    const cpu = percentile(busy.slice(from), 0.95).toFixed(1)
    line(name, times, `CPU p95 ${cpu} ms; ${totals.join(', ')}`)
  }
  line('all', all)
  line('all, CPU time', busy)
  line('put one', updates, `longest hold of the event loop ${(holds.max / 1e6).toFixed(0)} ms`)
  line('put one, CPU time', busyUpdates)
  const { documents: count, bytes } = await reader.size()
  reader.close()
  const peak = memory.stop()
  process.stderr.write(
    `${label}: indexed in ${seconds.toFixed(1)} s (${(count / seconds).toFixed(0)}/s), ` +
      `${(bytes / 1e6).toFixed(0)} MB, peak memory ${(peak / 1e6).toFixed(0)} MB\n${lines.join('\n')}\n`,
  )
  const p95 = percentile(all, 0.95)
  rows.push({
    name: `search p95, ${label}`,
    ours: p95,
    baseline: TARGET_MS,
    ratio: p95 / TARGET_MS,
    unit: 'ms',
    target: `≤ ${String(TARGET_MS)} ms`,
  })
  return rows
}

/** The n-th document is always the same; `every` n-th part of them when fewer are wanted. */
function* documents(size: number, sentences: readonly string[], wanted = size): Generator<Item> {
  const every = Math.max(1, Math.floor(size / wanted))
  for (let number = 0; number < size; number += every) {
    const random = generator(number + 1)
    const sentence = (): string =>
      sentences[Math.floor(sentences.length ** random()) - 1] ?? sentences[0] ?? ''
    let text = ''
    while (text.length < CHARACTERS) text += `<p>${sentence()}。${sentence()}。</p>`
    const any = (): string => sentences[Math.floor(random() * sentences.length)] ?? ''
    const type = CONTENT_TYPES[number % CONTENT_TYPES.length] ?? 'articles'
    const term = (kind: string, count: number): { slug: string; label: string } => {
      const slug = `${kind}-${String(Math.floor(random() * count))}`
      return { slug, label: slug }
    }
    yield itemOf(type, `d${String(number)}`, {
      title: any().slice(0, 30),
      summary: any(),
      html: `${text}${number % 9 === 0 ? RARER : ''}<p>编号${String(number % 5000)}，第${String(number)}号。</p>`,
      publishedAt: new Date(FIRST + Math.floor((number / size) * (LAST - FIRST))).toISOString(),
      themes: [term('theme', THEMES)],
      audiences: [term('audience', 5)],
    })
  }
}

/** Sentences of the sample texts, each once. */
async function sentencesOf(directory: string): Promise<string[]> {
  const files = await readdir(directory, { recursive: true })
  const texts = await Promise.all(
    files
      .filter((file) => /\.(?:md|html)$/.test(file))
      .sort()
      .map((file) => readFile(join(directory, file), 'utf8')),
  )
  const sentences = texts
    .flatMap((text) => plainText(text).split(/[。！？\n|]/))
    .map((sentence) => sentence.replace(/^[\s#>*-]+/, ''))
    .filter((sentence) => /\p{Script=Han}/u.test(sentence) && sentence.length > 8)
  return shuffled([...new Set(sentences)])
}

/** So that the frequent ones do not all come from one file. */
function shuffled(values: string[]): string[] {
  const random = generator(42)
  for (let index = values.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1))
    const value = values[index] ?? ''
    values[index] = values[other] ?? ''
    values[other] = value
  }
  return values
}

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Milliseconds of this process, all threads. */
function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function watchMemory(): { stop(): number } {
  let peak = 0
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }
  const timer = setInterval(look, 50)
  return {
    stop() {
      look()
      clearInterval(timer)
      return peak
    },
  }
}

const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}
