/** `npm run demo`: the main job on sample content, in one process, for everyone to see. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { Command } from 'commander'

import { OPEN_STATES } from '@/core'
import { createLog } from '@/server/log'
import { startServer, type RunningServer } from '@/server/main'
import { untilSignal } from '@/server/signals'
import { readSettings } from '@/settings'

import { mirrorDemoSite } from './demo-alliance'
import { startDemoNewspaper } from './demo-newspaper'
import { startDemoWechat, type DemoWechat } from './demo-wechat'
import { drawReport, importWithBar } from './import-command'
import { table } from './output'

const SAMPLES = 'samples'
const EMAIL = 'admin@example.org'
/** How long `--exit` waits for open deliveries, and how often it looks. */
const PATIENCE_MS = 5 * 60_000
const LOOK_EVERY_MS = 200

export const demoCommand = (): Command =>
  new Command('demo')
    .description('用样例内容演示全过程 / the whole job on sample content')
    .option('--exit', '全部投递完就退出 / end when nothing is left to deliver')
    .action(async (options: { exit?: boolean }) => {
      await using wechat = await startDemoWechat(readSettings(process.env).dataDir)
      const settings = readSettings({ ...process.env, ...administrator() })
      const log = createLog(settings.logLevel, process.stderr)
      const server = await startServer(settings, log)
      wechat.listenAt(server.port)
      try {
        await runDemo(server, wechat, options.exit ?? false)
      } finally {
        await server.stop()
      }
    })

async function runDemo(server: RunningServer, wechat: DemoWechat, exit: boolean): Promise<void> {
  const { hub } = server
  if (!hub) throw new Error('The demo needs the roles author, worker and delivery: unset HUB_ROLES')
  const report = await importWithBar(
    { payload: hub.payload, directory: SAMPLES, publish: true, now: () => new Date() },
    process.stderr.isTTY,
  )
  await wechat.open(hub)
  const newspaper = await startDemoNewspaper(hub, SAMPLES)
  hub.hub.wake()
  const isDone = await untilDelivered(hub)
  const mirroring = isDone ? await mirrorDemoSite(server) : ''
  const mailed = await newspaper.describe()
  process.stdout.write(
    `${drawReport(report)}\n\n${await overview(server)}\n${wechat.describe()}\n${mailed}\n${mirroring}\n`,
  )
  if (!exit) {
    process.stdout.write('按 Ctrl-C 结束 / Ctrl-C ends it\n')
    await untilSignal()
    return
  }
  const counts = await hub.ledger.counts()
  const hasFailed = counts.some(
    ({ state, count }) => count > 0 && (state === 'failed' || state === 'held'),
  )
  if (hasFailed || !isDone || report.refused > 0) process.exitCode = 1
}

/** Waits until no delivery is open; false when patience ran out first. */
async function untilDelivered(hub: NonNullable<RunningServer['hub']>): Promise<boolean> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    await hub.hub.drain()
    const open = (await hub.ledger.counts()).filter(({ state }) =>
      (OPEN_STATES as readonly string[]).includes(state),
    )
    if (open.length === 0) return true
    if (Date.now() > deadline) return false
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

async function overview({ settings, port, hub }: RunningServer): Promise<string> {
  const base = new URL(settings.publicUrl).port
    ? `http://localhost:${String(port)}`
    : settings.publicUrl
  const counts = hub ? await hub.ledger.counts() : []
  const { ADMIN_EMAIL, ADMIN_PASSWORD } = administrator()
  return [
    table(
      ['地址 address', ''],
      [
        [`${base}/`, '网站首页 website'],
        [`${base}/search`, '搜索 search'],
        [`${base}/tv/`, '电视栏目 television columns'],
        [`${base}/feeds/`, '订阅 feeds'],
        [`${base}/newspaper/`, '手机报 newspapers'],
        [`${base}/feeds/all.rss`, 'RSS 2.0 (.atom, .json)'],
        [`${base}/changes.json`, '变更日志 change log'],
        [`${base}/alliance/v1/openapi.json`, '联盟接口 alliance API'],
        [`${base}/oai?verb=Identify`, 'OAI-PMH 2.0'],
        [`${base}/admin`, `后台 admin: ${ADMIN_EMAIL} / ${ADMIN_PASSWORD}`],
      ],
    ),
    table(
      ['渠道 channel', '状态 state', '数量 deliveries'],
      counts.map(({ channel, state, count }) => [channel, state, count]),
    ),
  ].join('\n')
}

/** The demo's first administrator; the password is made once and kept beside the data. */
function administrator(): { ADMIN_EMAIL: string; ADMIN_PASSWORD: string } {
  const { dataDir, adminEmail, adminPassword } = readSettings(process.env)
  if (adminEmail && adminPassword) return { ADMIN_EMAIL: adminEmail, ADMIN_PASSWORD: adminPassword }
  const file = join(dataDir, 'demo-password')
  mkdirSync(dataDir, { recursive: true })
  if (!existsSync(file)) writeFileSync(file, randomBytes(9).toString('base64url'), { mode: 0o600 })
  return { ADMIN_EMAIL: EMAIL, ADMIN_PASSWORD: readFileSync(file, 'utf8') }
}
