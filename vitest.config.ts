import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

import { defineConfig } from 'vitest/config'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    // `production` keeps lexical's development builds, with their top-level awaits, out of the process.
    conditions: ['production', 'node', 'import', 'module', 'default'],
    alias: { '@payload-config': here('./payload.config.ts'), '@': here('./src') },
  },
  test: {
    // `npm test` runs what needs Node and npm alone in a few minutes; `.ci/run` asks for the rest by name.
    include: process.env['SUITE']
      ? [`tests/${process.env['SUITE']}/**/*.test.ts`]
      : ['tests/unit/**/*.test.ts', 'tests/integration/**/*.test.ts'],
    globalSetup: ['tests/helpers/temporary-folder.ts'],
    pool: 'forks',
    // Vitest keeps a core free, which on two cores leaves one.
    maxWorkers: availableParallelism(),
    // No test asserts how long it takes: these only end what hangs, also on a machine that does much else.
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
})
