// Builds what is missing or older than its sources: dist/ (esbuild, under a second) and .next/ (the admin, a minute or two).
// usage: node scripts/build.mjs [--server-only] [--force]
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { build } from 'esbuild'

const root = new URL('..', import.meta.url).pathname
process.chdir(root)

/** A digest of the files' names and contents. */
function fingerprint(paths) {
  const hash = createHash('sha256')
  const add = (path) => {
    if (!existsSync(path)) return
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )
    for (const entry of entries) {
      const child = join(path, entry.name)
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

/** Runs `make` unless the stamp says it was done for these sources. */
async function unlessFresh(output, sources, force, make) {
  const stamp = join(output, '.quanmei-stamp')
  const current = `${fingerprint(sources)} ${process.versions.node.split('.')[0]}`
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === current) return
  await make()
  mkdirSync(output, { recursive: true })
  writeFileSync(stamp, current)
}

export async function buildServer(force = false) {
  await unlessFresh(
    'dist',
    ['src', 'payload.config.ts', 'package-lock.json', 'scripts/build.mjs'],
    force,
    () =>
      build({
        entryPoints: { server: 'src/server/start.ts', cli: 'src/cli/main.ts' },
        outdir: 'dist',
        bundle: true,
        splitting: true,
        platform: 'node',
        format: 'esm',
        target: 'node20',
        packages: 'external',
        jsx: 'automatic',
        sourcemap: true,
        logLevel: 'warning',
        alias: { '@': './src', '@payload-config': './payload.config.ts' },
        outExtension: { '.js': '.mjs' },
      }),
  )
}

export async function buildAdmin(force = false) {
  const sources = [
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
  await unlessFresh('.next', sources, force, () => {
    process.stderr.write(
      '正在构建管理后台（一两分钟，仅首次） / Building the admin (a minute or two, first time only)…\n',
    )
    const { status } = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    })
    if (status !== 0) throw new Error('next build failed; run `npx next build` to see why')
  })
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const flags = new Set(process.argv.slice(2))
  await buildServer(flags.has('--force'))
  if (!flags.has('--server-only')) await buildAdmin(flags.has('--force'))
}
