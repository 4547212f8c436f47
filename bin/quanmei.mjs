#!/usr/bin/env node
// The `quanmei` command; see src/cli.
import { fileURLToPath } from 'node:url'

process.argv.splice(2, 0, 'cli')
process.env.QUANMEI_CALLED_FROM ??= process.cwd()
process.chdir(fileURLToPath(new URL('..', import.meta.url)))
await import('../scripts/run.mjs')
