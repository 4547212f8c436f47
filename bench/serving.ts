/**
 * How fast finished files are served, against a bare `node:http` server that sends the same bytes, headers included.
 * Three processes: the delivery plane, the bare server, autocannon. The two servers take turns, so that whatever else
 * the machine does hits both; the figure is the median of each one's rounds.
 */
import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { request, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { build } from 'esbuild'

import { openArtefactStore } from '@/artefacts'

import type { FixedAnswer } from './serving-server'
import type { BenchRow } from './types'

const TARGET = 0.8
const CONNECTIONS = 16

interface Document {
  readonly name: string
  readonly path: string
  readonly mediaType: string
  readonly bytes: number
}

const DOCUMENTS: readonly Document[] = [
  {
    name: 'feed 250 KB',
    path: '/feeds/all.rss',
    mediaType: 'application/rss+xml; charset=utf-8',
    bytes: 250_000,
  },
  {
    name: 'feed 20 KB',
    path: '/feeds/themes/a.rss',
    mediaType: 'application/rss+xml; charset=utf-8',
    bytes: 20_000,
  },
  { name: 'page 12 KB', path: '/articles/a', mediaType: 'text/html; charset=utf-8', bytes: 12_000 },
]

const KINDS = ['plain', 'gzip', '304'] as const
type Kind = (typeof KINDS)[number]

export async function run({ rounds = 3, seconds = 4 } = {}): Promise<BenchRow[]> {
  const directory = await mkdtemp(join(tmpdir(), 'quanmei-bench-'))
  const program = resolve('dist/bench-serving-server.mjs')
  const children: ChildProcess[] = []
  try {
    await publish(directory)
    await bundle(program)
    const start = async (...args: string[]): Promise<{ child: ChildProcess; port: number }> => {
      const child = fork(program, args, { env: { ...process.env, NODE_ENV: 'production' } })
      children.push(child)
      const [port] = (await once(child, 'message')) as [number]
      return { child, port }
    }
    const ours = await start('ours', directory)
    const bare = await start('bare')
    const rows: BenchRow[] = []
    for (const document of DOCUMENTS) {
      for (const kind of KINDS) {
        const headers = await headersFor(ours.port, document.path, kind)
        const answer = await capture(ours.port, document.path, headers)
        bare.child.send(answer)
        await once(bare.child, 'message')
        const figures: { ours: number[]; bare: number[] } = { ours: [], bare: [] }
        for (const server of [ours, bare]) await measure(server.port, document.path, headers, 1)
        for (let round = 0; round < rounds; round += 1) {
          // The order changes too: the second of a pair may find a warmer machine.
          for (const name of round % 2 === 0
            ? (['ours', 'bare'] as const)
            : (['bare', 'ours'] as const)) {
            const { port } = name === 'ours' ? ours : bare
            figures[name].push(await measure(port, document.path, headers, seconds))
          }
        }
        const row = {
          name: `serve ${document.name}, ${kind}`,
          ours: median(figures.ours),
          baseline: median(figures.bare),
        }
        rows.push({
          ...row,
          ratio: Math.round((row.ours / row.baseline) * 100) / 100,
          unit: 'requests/s',
          target: `≥ ${String(TARGET)}`,
          ok: row.ours >= TARGET * row.baseline,
        })
      }
    }
    return rows
  } finally {
    for (const child of children) child.kill()
    await rm(directory, { recursive: true, force: true })
  }
}

async function publish(directory: string): Promise<void> {
  const store = await openArtefactStore({ directory, uploads: directory, now: () => new Date() })
  for (const { path, mediaType, bytes } of DOCUMENTS) {
    const body = new TextEncoder().encode(proseOf(bytes))
    await store.publish({ path, mediaType, body, lastModified: '2024-07-01T00:00:00.000Z' })
  }
  await store.compressPending()
}

const bundle = (outfile: string): Promise<unknown> =>
  build({
    entryPoints: ['bench/serving-server.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '@': './src' },
    logLevel: 'warning',
  })

async function headersFor(port: number, path: string, kind: Kind): Promise<Record<string, string>> {
  if (kind === 'plain') return {}
  if (kind === 'gzip') return { 'accept-encoding': 'gzip' }
  const { headers } = await fetchRaw(port, path, {})
  return { 'if-none-match': headers[headers.findIndex((name) => name === 'ETag') + 1] ?? '' }
}

/** What our server answers, for the bare one to repeat; Node itself adds the last three headers to both. */
async function capture(
  port: number,
  path: string,
  headers: Record<string, string>,
): Promise<FixedAnswer> {
  const { status, body, headers: all } = await fetchRaw(port, path, headers)
  const own = new Set(['Date', 'Connection', 'Keep-Alive'])
  const kept: string[] = []
  for (let index = 0; index < all.length; index += 2) {
    if (!own.has(all[index] ?? '')) kept.push(all[index] ?? '', all[index + 1] ?? '')
  }
  return { path, status, headers: kept, body: body.toString('base64') }
}

async function fetchRaw(
  port: number,
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; headers: string[]; body: Buffer }> {
  const sent = request({ host: '127.0.0.1', port, path, headers, agent: false })
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return {
    status: response.statusCode ?? 0,
    headers: response.rawHeaders,
    body: Buffer.concat(chunks),
  }
}

/** Requests per second, by autocannon in a process of its own. */
async function measure(
  port: number,
  path: string,
  headers: Record<string, string>,
  seconds: number,
): Promise<number> {
  const child = spawn(
    process.execPath,
    [
      'node_modules/autocannon/autocannon.js',
      ...['--json', '--no-progress', '--connections', String(CONNECTIONS)],
      ...['--duration', String(seconds)],
      ...Object.entries(headers).flatMap(([name, value]) => ['--headers', `${name}=${value}`]),
      `http://127.0.0.1:${String(port)}${path}`,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  let output = ''
  for await (const chunk of child.stdout) output += String(chunk)
  const result = JSON.parse(output) as {
    errors: number
    requests: { total: number }
    duration: number
  }
  if (result.errors > 0) throw new Error(`${path}: ${String(result.errors)} requests failed`)
  return result.requests.total / result.duration
}

const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? NaN

/** Text that compresses about as well as Chinese prose: words in an order without repetition. */
function proseOf(bytes: number): string {
  const words =
    '全媒体内容分发平台编辑发布课程视频讲解文章专题学习服务群众单位通知政策落实推进工作会议学习资料'
  let state = 42
  let text = ''
  while (text.length * 3 < bytes) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    text += words.charAt(state % words.length) + (state % 17 === 0 ? '，' : '')
  }
  return text
}
