/** The `quanmei` command as an operator calls it, in processes of its own; and a backup that moves between databases. */
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { LedgerRow } from '@/outbox/types'

import { buildServer } from '../../scripts/build.mjs'

const directory = mkdtempSync(join(tmpdir(), 'quanmei-commands-'))
const archive = join(directory, 'backup.tar.gz')

beforeAll(() => buildServer())
afterAll(() => {
  rmSync(directory, { recursive: true, force: true })
})

interface Installation {
  readonly artefacts: string
  run(...parameters: string[]): { code: number | null; output: string; error: string }
}

function installation(name: string, env: Readonly<Record<string, string>> = {}): Installation {
  const home = join(directory, name)
  return {
    artefacts: join(home, 'data', 'artefacts', 'pointers'),
    run(...parameters) {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['-C', 'production', 'dist/cli.mjs', ...parameters],
        {
          encoding: 'utf8',
          env: {
            ...process.env,
            NODE_ENV: 'production',
            NODE_OPTIONS: '',
            LOG_LEVEL: 'error',
            DATABASE_URL: '',
            DATA_DIR: join(home, 'data'),
            MEDIA_DIR: join(home, 'media'),
            ...env,
          },
        },
      )
      return { code: status, output: stdout, error: stderr }
    },
  }
}

const first = installation('first')

describe('the command', () => {
  it('imports a folder, and again without changing anything', () => {
    const report = (text: string): unknown => JSON.parse(text)
    const once = first.run('import', 'samples', '--publish', '--json')
    expect(once.error).toBe('')
    expect(report(once.output)).toMatchObject({ refused: 0, unchanged: 0 })
    const again = first.run('import', 'samples', '--publish', '--json')
    expect(report(again.output)).toMatchObject({ created: 0, updated: 0, refused: 0 })
  })

  it('ends with code 2 when files were refused, and imports the rest', () => {
    const { code, output } = first.run('import', 'tests/fixtures/invalid', '--json')
    expect(code).toBe(2)
    expect(JSON.parse(output)).toMatchObject({ created: 0, refused: 9 })
  })

  it('shows the ledger and narrows it', () => {
    const rows = JSON.parse(first.run('deliveries', '--json').output) as LedgerRow[]
    expect(rows.length).toBeGreaterThan(20)
    // A revision overtaken within the import is superseded, never sent.
    const states = new Set(rows.map(({ delivery }) => delivery.state))
    expect([...states].filter((state) => state !== 'superseded')).toEqual(['delivered'])
    const feeds = JSON.parse(
      first.run('deliveries', '--channel', 'feeds', '--json').output,
    ) as LedgerRow[]
    expect(new Set(feeds.map(({ channel }) => channel))).toEqual(new Set(['feeds']))
    expect(first.run('deliveries', '--state', 'lost').code).toBe(2)
  })

  it('resends, corrects and withdraws', () => {
    const [row] = JSON.parse(first.run('deliveries', '--json').output) as LedgerRow[]
    expect(JSON.parse(first.run('resend', row?.id ?? '', '--json').output)).toMatchObject({
      document: row?.document,
      delivery: { state: 'delivered' },
    })
    expect(first.run('resend', 'nothing').code).toBe(2)

    const corrected = first.run(
      'correct',
      'articles/village-night-class',
      '--note',
      '更正一处文字',
      '--json',
    )
    expect((JSON.parse(corrected.output) as LedgerRow[]).slice(0, 2)).toMatchObject([
      { action: 'correct' },
      { action: 'correct' },
    ])
    const withdrawn = first.run(
      'withdraw',
      'articles/find-a-study-point',
      '--reason',
      '地址有变',
      '--json',
    )
    expect(JSON.parse(withdrawn.output)).toEqual(
      expect.arrayContaining([expect.objectContaining({ action: 'withdraw', channel: 'website' })]),
    )
    expect(first.run('withdraw', 'articles/never-was', '--reason', 'x')).toMatchObject({ code: 2 })
  })

  it('finds nothing wrong, and rebuilds to the same bytes', () => {
    expect(first.run('verify', '--json')).toMatchObject({ code: 0 })
    // Television's standing documents are made by a job of the running hub, or by a rebuild.
    expect(first.run('rebuild', 'tv').code).toBe(0)
    const before = pointers(first)
    expect(first.run('rebuild').code).toBe(0)
    expect(pointers(first)).toEqual(before)
    expect(first.run('rebuild', 'nowhere').code).toBe(2)
    expect(first.run('doctor').code).toBe(0)
  })

  it('says a wrong setting in one sentence', () => {
    const { code, error } = installation('wrong', { PORT: 'many' }).run('deliveries')
    expect(code).toBe(2)
    expect(error.trim().split('\n')).toHaveLength(1)
    expect(error).toContain('PORT')
  })
})

describe('a backup', () => {
  it('restores into an empty installation with every public byte the same', () => {
    expect(first.run('backup', archive).code).toBe(0)
    const second = installation('second')
    expect(second.run('restore', archive)).toMatchObject({ code: 0, error: '' })
    expect(pointers(second)).toEqual(pointers(first))
    expect(second.run('restore', archive).code).toBe(2)
  })

  const server = process.env['TEST_DATABASE_URL']
  it.runIf(server)('moves to MongoDB and back', () => {
    const url = new URL(server ?? '')
    url.pathname = `/quanmei-test-${randomUUID()}`
    const mongo = installation('mongo', { DATABASE_URL: url.href })
    expect(mongo.run('restore', archive)).toMatchObject({ code: 0 })
    expect(pointers(mongo)).toEqual(pointers(first))
    const second = join(directory, 'from-mongo.tar.gz')
    expect(mongo.run('backup', second).code).toBe(0)
    const back = installation('back')
    expect(back.run('restore', second)).toMatchObject({ code: 0 })
    expect(pointers(back)).toEqual(pointers(first))
  })

  it('that is damaged changes nothing', () => {
    const half = join(directory, 'half.tar.gz')
    const third = installation('third')
    expect(first.run('backup', half).code).toBe(0)
    truncateSync(half, 5000)
    expect(third.run('restore', half).code).toBe(2)
    expect(JSON.parse(third.run('deliveries', '--json').output)).toEqual([])
  })
})

/** What every public path answers, by the pointer's file. */
function pointers({ artefacts }: Installation): Record<string, string> {
  return Object.fromEntries(
    readdirSync(artefacts, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name)
        return [relative(artefacts, path), readFileSync(path, 'utf8')] as const
      })
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  )
}
