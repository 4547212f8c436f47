// `npm run bench [-- name…]`: every benchmark, or those named, each in a process of its own; ratios are of one run.
import { spawnSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'

import Table from 'cli-table3'

import { buildServer } from './build.mjs'
import { bundle } from './bundle.mjs'

// What has a `run` of its own; the other files of bench/ are what they share.
const BENCHES = [
  'import',
  'latency',
  'serving',
  'rebuild',
  'pages',
  'weight',
  'search',
  'transcode',
  'tv',
  'wechat',
  'mailing',
]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !BENCHES.includes(name))
if (unknown.length > 0) {
  process.stderr.write(
    `${unknown.join(', ')}: no such benchmark; there are ${BENCHES.join(', ')}\n`,
  )
  process.exit(2)
}

// Rebuilds start a program of it.
await buildServer()
await bundle(
  readdirSync('bench')
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `bench/${file}`),
  'dist/bench',
)

const table = new Table({
  head: ['what', 'ours', 'baseline', 'ratio', 'unit', 'target', 'verdict', 'load'],
  style: { head: [], border: [] },
})
let failed = false
for (const name of wanted.length > 0 ? wanted : BENCHES) {
  process.stderr.write(`${name}…\n`)
  const runner = `dist/bench/run-${name}.mjs`
  writeFileSync(
    runner,
    `import { run } from './${name}.mjs'\nprocess.stdout.write('\\n@@' + JSON.stringify(await run()) + '\\n')\nprocess.exit(0)\n`,
  )
  const { status, stdout } = spawnSync(process.execPath, ['-C', 'production', runner], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LOG_LEVEL: 'error' },
  })
  const line = stdout.split('\n').find((each) => each.startsWith('@@'))
  if (status !== 0 || !line) {
    failed = true
    process.stderr.write(`${name} failed\n`)
    continue
  }
  for (const row of JSON.parse(line.slice(2))) {
    table.push([
      row.name,
      row.ours,
      row.baseline,
      row.ratio,
      row.unit,
      row.target,
      row.ok === undefined ? '' : row.ok ? 'met' : 'MISSED',
      loadavg()[0].toFixed(1),
    ])
  }
}
process.stdout.write(`${table.toString()}\n`)
process.stdout.write(
  `Node ${process.versions.node}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}\n`,
)
process.exit(failed ? 1 : 0)
