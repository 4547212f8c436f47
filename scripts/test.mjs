// `npm test`: everything that needs no more than Node and npm. What is skipped for want of a component says so.
// usage: node scripts/test.mjs [vitest arguments]
import { spawnSync } from 'node:child_process'

const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, NODE_OPTIONS: '' } },
)
process.exit(status ?? 1)
