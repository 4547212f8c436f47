/**
 * Sending an edition by the mailing engine, ledger and all, against a pooled nodemailer that builds each message from the same
 * content and writes nothing down; both over as many connections to one mail server in a process of its own, in turns.
 * Then the import of a list. Memory is this process's, after what was measured.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createTransport } from 'nodemailer'

import { importSubscribers } from '@/mailing'

import { MESSAGE, order, startMailing } from '../tests/helpers/mailing'
import type { BenchRow } from './types'

const MESSAGES = Number(process.env['BENCH_MAILING_MESSAGES'] ?? 4000)
const ROWS = Number(process.env['BENCH_MAILING_ROWS'] ?? 100_000)
const ROUNDS = 2
const CONNECTIONS = 5
/** An edition of ten entries is about so long. */
const PARAGRAPH =
  '<p style="margin:0;color:#222222">春耕时节，农技人员走进田间地头，讲解选种、育秧和防虫。</p>\n'
const CONTENT = {
  ...MESSAGE,
  html: MESSAGE.html.replace('<p>今天三条。</p>', PARAGRAPH.repeat(180)),
  pictures: [],
}

export async function run(): Promise<BenchRow[]> {
  const sink = await startSink()
  try {
    const ours = { ms: 0, cpuMs: 0 }
    const theirs = { ms: 0, cpuMs: 0 }
    for (let round = 0; round < ROUNDS; round += 1) {
      add(theirs, await byNodemailer(sink.url))
      add(ours, await byEngine(sink.url))
    }
    const perSecond = ({ ms }: typeof ours): number => Math.round((ROUNDS * MESSAGES * 1000) / ms)
    const cpu = ({ cpuMs }: typeof ours): number => round(cpuMs / (ROUNDS * MESSAGES))
    const faster = round(theirs.ms / ours.ms)
    return [
      {
        name: `mailing of ${String(MESSAGES)} messages of ${String(Math.round(CONTENT.html.length / 1000))}k characters, with its ledger, against pooled nodemailer building each`,
        ours: perSecond(ours),
        baseline: perSecond(theirs),
        ratio: faster,
        unit: 'messages/s',
        target: '≥ 1.5 ×',
        ok: faster >= 1.5,
      },
      {
        name: 'CPU of the sender per message',
        ours: cpu(ours),
        baseline: cpu(theirs),
        ratio: round(ours.cpuMs / theirs.cpuMs),
        unit: 'ms',
        target: '',
      },
      ...(await importing()),
    ]
  } finally {
    sink.stop()
  }
}

const round = (value: number): number => Math.round(value * 100) / 100
const addresses = Array.from({ length: MESSAGES }, (_, n) => `reader${String(n)}@example.org`)

function add(sum: { ms: number; cpuMs: number }, more: { ms: number; cpuMs: number }): void {
  sum.ms += more.ms
  sum.cpuMs += more.cpuMs
}

async function measured(work: () => Promise<void>): Promise<{ ms: number; cpuMs: number }> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { ms: performance.now() - start, cpuMs: (user + system) / 1000 }
}

async function byEngine(smtpUrl: string) {
  await using mailing = await startMailing({
    smtpUrl,
    connections: CONNECTIONS,
    now: () => new Date(),
  })
  await mailing.add(addresses)
  const staleAfter = new Date(Date.now() + 3_600_000).toISOString()
  await mailing.engine.start(order({ messages: { email: CONTENT }, staleAfter }))
  const result = await measured(async () => {
    const { sent } = await mailing.engine.drain(new AbortController().signal)
    if (sent !== MESSAGES) throw new Error(`${String(sent)} of ${String(MESSAGES)} were sent`)
  })
  return result
}

async function byNodemailer(smtpUrl: string) {
  const { hostname, port } = new URL(smtpUrl)
  const transport = createTransport({
    pool: true,
    host: hostname,
    port: Number(port),
    ignoreTLS: true,
    maxConnections: CONNECTIONS,
    maxMessages: 1000,
  })
  try {
    return await measured(async () => {
      // A thousand are handed over at a time: all at once would be held in memory.
      for (let from = 0; from < MESSAGES; from += 1000) {
        await Promise.all(
          addresses.slice(from, from + 1000).map((to, index) => {
            const token = String(from + index).padStart(56, '0')
            const fill = (text: string): string =>
              text
                .replaceAll(
                  '{{unsubscribe_url}}',
                  `https://hub.example.org/newspaper/unsubscribe/${token}`,
                )
                .replaceAll(
                  '{{preferences_url}}',
                  `https://hub.example.org/newspaper/preferences/${token}`,
                )
            return transport.sendMail({
              from: 'newspaper@example.org',
              to,
              subject: CONTENT.subject,
              html: fill(CONTENT.html),
              text: fill(CONTENT.text),
              headers: { 'List-Id': '<morning.example.org>', Precedence: 'bulk' },
            })
          }),
        )
      }
    })
  } finally {
    transport.close()
  }
}

async function importing(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'quanmei-bench-'))
  await using mailing = await startMailing({ now: () => new Date() })
  try {
    const file = join(folder, 'list.csv')
    const list = await open(file, 'w')
    await list.write('channel,address,region,audiences,consentedAt\n')
    for (let from = 0; from < ROWS; from += 10_000) {
      const rows = Array.from(
        { length: Math.min(10_000, ROWS - from) },
        (_, n) =>
          `email,reader${String(from + n)}@example.org,54,rural,2015-03-06T16:16:00+08:00\n`,
      )
      await list.write(rows.join(''))
    }
    await list.close()
    let peak = 0
    const timer = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss)
    }, 100)
    const { ms } = await measured(async () => {
      const { created } = await importSubscribers({
        ...mailing.engine,
        file,
        newspapers: ['morning'],
        dryRun: false,
        now: () => new Date(),
        onProblem: ({ message }) => {
          throw new Error(message)
        },
      })
      if (created !== ROWS) throw new Error(`${String(created)} of ${String(ROWS)} were imported`)
    })
    clearInterval(timer)
    return [
      {
        name: `import of ${String(ROWS)} subscribers from CSV; the baseline is the peak memory in MB`,
        ours: Math.round((ROWS * 1000) / ms),
        baseline: Math.round(peak / 1024 ** 2),
        ratio: 0,
        unit: 'rows/s',
        target: '',
      },
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function startSink(): Promise<{ url: string; stop: () => void }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'mailing-sink.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = (await once(child.stdout, 'data')) as [Buffer]
  return {
    url: `smtp://127.0.0.1:${port.toString().trim()}?tls=none`,
    stop: () => child.kill(),
  }
}
