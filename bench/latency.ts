/**
 * From the answer of the publish call until `/feeds/all.rss` shows the document, over HTTP, in one process as by default.
 * Corpora differ in nothing but their number of documents: the same five years, the same text. The baseline of each figure
 * is the same figure with the smallest corpus of the run.
 */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import type { AddressInfo } from 'node:net'

import { article, LAST, percentile } from './corpus'
import { openHub } from './hub'
import { prepare } from './prepare'
import type { BenchRow } from './types'

const SIZES = (process.env['BENCH_LATENCY_SIZES'] ?? '1000,10000').split(',').map(Number)
const PUBLISHES = Number(process.env['BENCH_LATENCY_PUBLISHES'] ?? 200)
/** Until code and caches are warm. */
const WARM_UP = 50
const SECTIONS = 1
/** How often the reader asks while it waits. */
const ASK_EVERY_MS = 2
const MARK = '@@latency'

export interface Measured {
  readonly delays: readonly number[]
  readonly calls: readonly number[]
}

/** Each size in a process of its own, so that none profits from what another warmed up. */
export async function run(): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  let base: Measured | undefined
  for (const size of SIZES) {
    await using prepared = await prepare(size, SECTIONS)
    const measured = measureApart(prepared.directory)
    base ??= measured
    const of = `with ${String(size)} documents`
    const compare = (
      name: string,
      pick: (of: Measured) => readonly number[],
      share: number,
      limit?: number,
    ): BenchRow => {
      const [ours, baseline] = [
        percentile(pick(measured), share),
        percentile(pick(base ?? measured), share),
      ]
      return {
        name: `${name}, p${String(share * 100)}, ${of}`,
        ours: Math.round(ours * 10) / 10,
        baseline: Math.round(baseline * 10) / 10,
        ratio: Math.round((ours / baseline) * 100) / 100,
        unit: 'ms',
        target: limit === undefined ? '' : `≤ ${String(limit)} ms, ≤ 1.2 ×`,
        ...(limit === undefined ? {} : { ok: ours <= limit && ours <= 1.2 * baseline }),
      }
    }
    rows.push(
      compare('publish → visible', ({ delays }) => delays, 0.5, 100),
      compare('publish → visible', ({ delays }) => delays, 0.99, 500),
      compare('the publish call itself', ({ calls }) => calls, 0.5),
    )
  }
  return rows
}

function measureApart(directory: string): Measured {
  const program = `import('./latency.mjs').then(({ measure }) => measure(${JSON.stringify(directory)}))`
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      '-C',
      'production',
      '--input-type=module',
      '-e',
      program.replace('./', `${process.cwd()}/dist/bench/`),
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const line = stdout.split('\n').find((each) => each.startsWith(MARK))
  if (status !== 0 || line === undefined) throw new Error('Measuring the latency failed')
  return JSON.parse(line.slice(MARK.length)) as Measured
}

/** Prints what it measured, for `measureApart`, and ends the process. */
export async function measure(directory: string): Promise<void> {
  {
    await using hub = await openHub(directory)
    const { services } = hub
    // The copies were never rendered.
    await services.rebuild(undefined, () => undefined, { compress: false })
    const { createDeliveryServer } = await import('@/delivery')
    const server = createDeliveryServer({ store: services.artefacts, site: await services.site() })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const feed = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/feeds/all.rss`
    const agent = new Agent({ keepAlive: true })
    await services.start()
    const calls: number[] = []
    const delays: number[] = []
    for (let number = -WARM_UP; number < PUBLISHES; number += 1) {
      const seed = `fresh-${String(number + WARM_UP)}`
      // In the month that has most documents to lose time with: the corpus's newest.
      const publishedAt = new Date(LAST + (number + WARM_UP) * 60_000).toISOString()
      const { collection, data } = await article(seed, number + WARM_UP, {
        sections: SECTIONS,
        publishedAt,
      })
      const started = performance.now()
      await services.payload.create({ collection, data: data as never, depth: 0 })
      const answered = performance.now()
      while (!(await text(feed, agent)).includes(`study-record-${seed}<`)) {
        await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
      }
      if (number < 0) continue
      calls.push(answered - started)
      delays.push(performance.now() - answered)
    }
    agent.destroy()
    server.closeAllConnections()
    server.close()
    process.stdout.write(`\n${MARK}${JSON.stringify({ calls, delays } satisfies Measured)}\n`)
  }
  process.exit(0)
}

const text = (url: string, agent: Agent): Promise<string> =>
  new Promise((resolve, reject) => {
    const request = get(url, { agent }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        body += chunk
      })
      response.on('end', () => {
        resolve(body)
      })
    })
    request.on('error', (error: NodeJS.ErrnoException) => {
      // The server had just given up the idle connection: asked again, as any client does.
      if (request.reusedSocket && error.code === 'ECONNRESET') resolve(text(url, agent))
      else reject(error)
    })
  })
