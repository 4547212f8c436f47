import { createClient, type Client } from '@libsql/client'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { sqliteDatabase } from '@/outbox/sqlite-database'

let directory: string
let url: string
let theirs: Client

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'quanmei-busy-'))
  url = `file:${join(directory, 'test.db')}`
  theirs = createClient({ url })
  await theirs.execute('PRAGMA journal_mode = WAL')
  await theirs.execute('CREATE TABLE counter (id TEXT PRIMARY KEY, value INTEGER)')
})
afterEach(async () => {
  theirs.close()
  await rm(directory, { recursive: true })
})

const add = (id: string) => ({
  sql: 'INSERT INTO counter (id, value) VALUES (?, 1) RETURNING id',
  args: [id],
})

describe('sqliteDatabase', () => {
  it('tries again while another connection holds the write lock', async () => {
    const lock = await theirs.transaction('write')
    const waits: number[] = []
    const database = sqliteDatabase({
      open: () => createClient({ url }),
      async pause(ms) {
        waits.push(ms)
        if (waits.length === 3) await lock.commit()
      },
    })
    expect(await database.run([add('a')])).toEqual([[expect.objectContaining({ id: 'a' })]])
    expect(waits).toEqual([5, 10, 20])
    // On the connection that was busy this would have been reported as done and not been committed.
    await database.run([add('b')])
    const { rows } = await theirs.execute('SELECT id FROM counter')
    expect(rows.map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('gives up after a bounded time, saying that storage did not answer', async () => {
    const lock = await theirs.transaction('write')
    let waited = 0
    const database = sqliteDatabase({
      open: () => createClient({ url }),
      pause(ms) {
        waited += ms
        return Promise.resolve()
      },
    })
    await expect(database.run([add('a')])).rejects.toMatchObject({
      name: 'DeliveryError',
      code: 'STORAGE_UNAVAILABLE',
    })
    expect(waited).toBe(5115)
    lock.close()
  })

  it('does all statements or none, and other errors are not tried again', async () => {
    const waits: number[] = []
    const database = sqliteDatabase({
      open: () => createClient({ url }),
      pause(ms) {
        waits.push(ms)
        return Promise.resolve()
      },
    })
    await expect(database.run([add('a'), add('a')])).rejects.toThrow(/UNIQUE/)
    expect(waits).toEqual([])
    const count = { sql: 'SELECT count(*) AS count FROM counter', args: [] }
    expect(await database.run([count])).toEqual([[expect.objectContaining({ count: 0 })]])
  })

  it('reads while another connection writes', async () => {
    const lock = await theirs.transaction('write')
    const database = sqliteDatabase({
      open: () => createClient({ url }),
      pause: () => Promise.reject(new Error('A read must not wait')),
    })
    const count = { sql: 'SELECT count(*) AS count FROM counter', args: [] }
    expect(await database.run([count])).toEqual([[expect.objectContaining({ count: 0 })]])
    lock.close()
  })
})
