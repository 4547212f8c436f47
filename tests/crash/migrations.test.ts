/** A first start that is killed while it makes the tables: the next one goes on as if nothing had been. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { createClient } from '@libsql/client'
import { beforeAll, expect, it } from 'vitest'

import { buildServer } from '../../scripts/build.mjs'

/** Milliseconds after the database file appears; the migrations take some three hundred from there. */
const KILLED_AFTER = [20, 100, 250]

beforeAll(() => buildServer())

it('leaves a database that the next start completes', async () => {
  const whole = await schemaAfter([])
  expect(whole.length).toBeGreaterThan(100)
  for (const delay of KILLED_AFTER) expect(await schemaAfter([delay]), String(delay)).toEqual(whole)
  expect(await schemaAfter(KILLED_AFTER), 'all of them, one after the other').toEqual(whole)
})

/** Kills a start after each of the delays, lets one run to its end, and answers every statement of the schema. */
async function schemaAfter(delays: readonly number[]): Promise<readonly string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'quanmei-migrations-'))
  const file = join(directory, 'quanmei.db')
  try {
    for (const delay of delays) {
      const { child, ended } = start(directory)
      while (!existsSync(file) && child.exitCode === null) await sleep(5)
      await sleep(delay)
      child.kill('SIGKILL')
      await ended
    }
    const { ended } = start(directory)
    const [code] = (await ended) as [number | null]
    expect(code, 'exit code of the start that was not killed').toBe(0)
    const client = createClient({ url: `file:${file}` })
    const { rows } = await client.execute('SELECT sql FROM sqlite_master WHERE sql IS NOT NULL')
    client.close()
    return rows.map(({ sql }) => sql as string).sort()
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function start(directory: string) {
  const child = spawn(
    process.execPath,
    ['-C', 'production', 'dist/cli.mjs', 'deliveries', '--json'],
    {
      env: {
        ...process.env,
        DATA_DIR: directory,
        MEDIA_DIR: join(directory, 'media'),
        DATABASE_URL: `file:${join(directory, 'quanmei.db')}`,
        NODE_ENV: 'production',
        LOG_LEVEL: 'error',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  return { child, ended: once(child, 'exit') }
}
