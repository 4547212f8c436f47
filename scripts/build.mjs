// Builds what is missing or older than its sources: dist/ (esbuild, under a second) and .next/ (the admin, a minute or two).
// The admin is built into a directory of its own, and .next/current names the newest that is whole: a hub that runs keeps
// reading its own directory, the next start reads the new one. One build at a time; others wait for it.
// usage: node scripts/build.mjs [--server-only] [--force]
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { bundle } from './bundle.mjs'

const root = new URL('..', import.meta.url).pathname
process.chdir(root)

const ADMIN = '.next'
const CURRENT = join(ADMIN, 'current')
const LOCK = join(ADMIN, 'build.lock')
/** Another build takes a minute or two. */
const LOCK_WAIT_MS = 10 * 60_000
/** What running hubs may still read; older ones are removed. */
const BUILDS_KEPT = 3

/** A digest of the files' names and contents, and of what builds them. */
function fingerprint(paths) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0])
  const add = (path) => {
    if (!existsSync(path)) return
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )
    for (const entry of entries) {
      const child = join(path, entry.name)
      // Made by the build itself.
      if (entry.name === 'importMap.js') continue
      if (entry.isDirectory()) add(child)
      else hash.update(child).update(readFileSync(child))
    }
  }
  for (const path of paths) {
    if (/\.[a-z]+$/.test(path)) {
      if (existsSync(path)) hash.update(path).update(readFileSync(path))
    } else add(path)
  }
  return hash.digest('hex')
}

/** Runs `work` while no other process builds in this checkout. */
async function alone(work) {
  mkdirSync(ADMIN, { recursive: true })
  const deadline = Date.now() + LOCK_WAIT_MS
  while (!tryLock()) {
    if (Date.now() > deadline) {
      throw new Error(
        `另一个构建一直没有结束；若并无其他构建，请删除 ${LOCK} / Another build does not end; if there is none, delete ${LOCK}`,
      )
    }
    await sleep(200)
  }
  try {
    return await work()
  } finally {
    rmSync(LOCK, { force: true })
  }
}

/** The lock is a file with its holder's process id; that of a process which is gone counts for nothing. */
function tryLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  const holder = existsSync(LOCK) ? Number(readFileSync(LOCK, 'utf8')) : 0
  if (holder > 0 && !isAlive(holder)) rmSync(LOCK, { force: true })
  return false
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

export const buildServer = (force = false) => alone(() => server(force))
export const buildAdmin = (force = false) => alone(() => admin(force))

async function server(force) {
  const stamp = 'dist/.quanmei-stamp'
  const current = fingerprint([
    'src',
    'payload.config.ts',
    'package-lock.json',
    'scripts/build.mjs',
    'scripts/bundle.mjs',
  ])
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === current) return
  const programs = {
    server: 'src/server/start.ts',
    cli: 'src/cli/main.ts',
    'rebuild-thread': 'src/server/rebuild/thread.ts',
  }
  await bundle(programs, 'dist', { sourcemap: true })
  writeFileSync(stamp, current)
}

const ADMIN_SOURCES = [
  'src/app',
  'src/collections',
  'src/plugins',
  'src/richtext',
  'src/core',
  'src/settings',
  'src/i18n',
  'src/admin',
  'src/outbox',
  'src/database',
  'src/taxonomy',
  'payload.config.ts',
  'next.config.ts',
  'package-lock.json',
]

/** Builds are named after their sources and the time they began; those with this file inside are whole. */
const WHOLE = '.quanmei-stamp'
const BUILD_NAME = /^[0-9a-f]{12}-(\d+)$/

function admin(force) {
  const digest = fingerprint(ADMIN_SOURCES).slice(0, 12)
  const fresh = wholeBuilds().findLast((name) => name.startsWith(digest))
  if (fresh && !force) {
    setCurrent(fresh)
    return
  }
  process.stderr.write(
    '正在构建管理后台（一两分钟，仅首次） / Building the admin (a minute or two, first time only)…\n',
  )
  const name = `${digest}-${Date.now()}`
  run(['-C', 'production', 'node_modules/payload/bin.js', 'generate:importmap'])
  run(['node_modules/next/dist/bin/next', 'build'], { QUANMEI_ADMIN_BUILD: join(ADMIN, name) })
  writeFileSync(join(ADMIN, name, WHOLE), '')
  setCurrent(name)
  const kept = wholeBuilds().slice(-BUILDS_KEPT)
  for (const other of readdirSync(ADMIN)) {
    if (BUILD_NAME.test(other) && !kept.includes(other))
      rmSync(join(ADMIN, other), { recursive: true })
  }
}

/** Oldest first. */
const wholeBuilds = () =>
  readdirSync(ADMIN)
    .filter((name) => BUILD_NAME.test(name) && existsSync(join(ADMIN, name, WHOLE)))
    .sort((a, b) => Number(BUILD_NAME.exec(a)[1]) - Number(BUILD_NAME.exec(b)[1]))

/** Read by next.config.ts. */
function setCurrent(name) {
  writeFileSync(`${CURRENT}.new`, name)
  renameSync(`${CURRENT}.new`, CURRENT)
}

/** Runs a command of Node; its warnings are shown, what else it says only when it fails. */
function run(args, env = {}) {
  const { status, stdout } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
  })
  if (status === 0) return
  process.stderr.write(stdout)
  throw new Error(`构建失败 / The build failed: node ${args.join(' ')}`)
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const flags = new Set(process.argv.slice(2))
  await buildServer(flags.has('--force'))
  if (!flags.has('--server-only')) await buildAdmin(flags.has('--force'))
}
