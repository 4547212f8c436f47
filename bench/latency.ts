/**
 * From the answer of the publish call until `/feeds/all.rss` shows the document, over HTTP, in one process as by default,
 * with corpora of growing size. The baseline of each size is the smallest corpus of the same run.
 */
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import type { AddressInfo } from 'node:net'

import { startPayload } from '../tests/helpers/hub'
import { fill, percentile, services as open } from './corpus'
import type { BenchRow } from './types'

const SIZES = (process.env['BENCH_LATENCY_SIZES'] ?? '1000,10000').split(',').map(Number)
const PUBLISHES = Number(process.env['BENCH_LATENCY_PUBLISHES'] ?? 100)
/** How often the reader asks while it waits. */
const ASK_EVERY_MS = 2

export async function run(): Promise<BenchRow[]> {
  await using hub = await startPayload({
    database: 'sqlite',
    schema: 'migrations',
    env: { PUBLIC_URL: 'https://hub.example.org' },
  })
  const { createDeliveryServer } = await import('@/delivery')
  const services = await open(hub)
  const server = createDeliveryServer({ store: services.artefacts, site: await services.site() })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const feed = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/feeds/all.rss`
  const agent = new Agent({ keepAlive: true })

  const rows: BenchRow[] = []
  let done = 0
  let base: number | undefined
  try {
    await services.start()
    for (const size of SIZES) {
      await fill(services, done, size)
      done = size
      await services.hub.drain()
      const calls: number[] = []
      const delays: number[] = []
      for (let number = 0; number < PUBLISHES; number += 1) {
        const title = `新发布的文章 ${String(size)}-${String(number)}`
        const started = performance.now()
        await services.payload.create({
          collection: 'articles',
          data: {
            title,
            slug: `fresh-${String(size)}-${String(number)}`,
            summary: '摘要',
            authorUnit: '内容编辑组',
            language: 'zh-CN',
            publishedAt: new Date(Date.UTC(2020, 0, 1) + size * 1000 + number).toISOString(),
            _status: 'published',
          },
        })
        const answered = performance.now()
        calls.push(answered - started)
        while (!(await text(feed, agent)).includes(title)) {
          await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
        }
        delays.push(performance.now() - answered)
      }
      const p50 = percentile(delays, 0.5)
      base ??= p50
      const of = `with ${String(size)} documents`
      rows.push(
        row(`publish → visible, p50, ${of}`, p50, base, '≤ 100 ms, ≤ 1.2 × the smallest corpus'),
        row(`publish → visible, p99, ${of}`, percentile(delays, 0.99), base, '≤ 500 ms'),
        row(`publish call itself, p50, ${of}`, percentile(calls, 0.5), base, 'none'),
      )
    }
  } finally {
    agent.destroy()
    server.closeAllConnections()
    server.close()
    await services.stop()
  }
  return rows
}

const row = (name: string, ours: number, baseline: number, target: string): BenchRow => ({
  name,
  ours: Math.round(ours * 10) / 10,
  baseline: Math.round(baseline * 10) / 10,
  ratio: Math.round((ours / baseline) * 100) / 100,
  unit: 'ms',
  target,
})

const text = (url: string, agent: Agent): Promise<string> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        body += chunk
      })
      response.on('end', () => {
        resolve(body)
      })
    }).on('error', reject)
  })
