// Builds a page per document of items.json with Astro: `node astro.mjs WORK`, where WORK holds items.json.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { build } from 'astro'

import { countPages } from './page.mjs'

const work = process.argv[2]
const root = fileURLToPath(new URL('astro/', import.meta.url))
// Inside the root: elsewhere Astro's own build does not find its packages.
const outDir = join(root, 'dist')
process.env.RIVAL_ITEMS = join(work, 'items.json')
process.env.ASTRO_TELEMETRY_DISABLED = '1'
const started = performance.now()
await build({
  root,
  outDir,
  cacheDir: join(work, 'astro-cache'),
  logLevel: 'error',
})
process.stdout.write(
  `@@${JSON.stringify({ ms: performance.now() - started, peak: process.resourceUsage().maxRSS * 1024, pages: countPages(outDir) })}\n`,
)
await rm(outDir, { recursive: true, force: true })
