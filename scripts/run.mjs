// Starts an entry point of dist/ the way production does: Node's `production` condition, so that Lexical's development
// builds (whose top-level awaits can end a process silently) stay out. Builds first what is missing.
// usage: node scripts/run.mjs server|cli [arguments]
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

import { buildAdmin, buildServer } from './build.mjs'

const [entry = 'server', ...rest] = process.argv.slice(2)
await buildServer()
const rolesHaveAuthor = (process.env.HUB_ROLES?.trim() || 'author')
  .split(',')
  .map((role) => role.trim())
  .includes('author')
const servesAdmin = (entry === 'server' || rest[0] === 'demo') && rolesHaveAuthor
if (servesAdmin) await buildAdmin()

const child = spawn(process.execPath, ['-C', 'production', `dist/${entry}.mjs`, ...rest], {
  stdio: 'inherit',
  // A command says what it did; what the hub does meanwhile is told only when something is wrong.
  env: {
    NODE_ENV: 'production',
    ...(entry === 'cli' ? { LOG_LEVEL: 'warn' } : {}),
    ...process.env,
  },
})
// Ctrl-C reaches the child through the terminal; a signal sent to this process alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  process.exitCode = signal ? 128 + constants.signals[signal] : (code ?? 1)
})
