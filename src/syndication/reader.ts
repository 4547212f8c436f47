/** Reads the records, in any process, while another one writes them. Nothing has to be there yet. */
import { statSync } from 'node:fs'

import {
  DeliveryError,
  type DocumentKey,
  type Item,
  type SyndicationFacts,
  type SyndicationReader,
} from '@/core'
import type { SqlRow, Statement } from '@/outbox/sqlite-database'

import { HEAD_COLUMNS, headOf, marks, openDatabase, statement, type OpenDatabase } from './database'

export interface SyndicationStoreReader extends SyndicationReader {
  close(): void
}

const NOTHING: SyndicationFacts = { epoch: '', last: 0 }

/** Methods throw DeliveryError STORAGE_UNAVAILABLE for a file that can't be read. */
export function openSyndicationReader(file: string): SyndicationStoreReader {
  let open: { readonly inode: bigint; readonly database: OpenDatabase } | undefined

  const release = (): void => {
    open?.database.close()
    open = undefined
  }

  /** `undefined` where there is no file; a file that was replaced is opened anew. */
  const connection = (): OpenDatabase | undefined => {
    const inode = statSync(file, { bigint: true, throwIfNoEntry: false })?.ino
    if (open && open.inode === inode) return open.database
    release()
    if (inode === undefined) return undefined
    open = { inode, database: openDatabase(file) }
    return open.database
  }

  const rows = async (
    statements: readonly Statement[],
  ): Promise<readonly (readonly SqlRow[])[] | undefined> => {
    try {
      return await connection()?.run(statements)
    } catch (error) {
      release()
      // The worker has made the file and not the tables yet.
      if (error instanceof Error && error.message.includes('no such table')) return undefined
      throw new DeliveryError('STORAGE_UNAVAILABLE', 'What the alliance syncs could not be read', {
        cause: error,
      })
    }
  }

  return {
    async facts() {
      const found = await rows([
        statement(`SELECT value FROM facts WHERE name = 'epoch'`),
        statement('SELECT MAX(seq) AS last, MIN(changed_at) AS earliest FROM records'),
      ])
      const [facts = [], bounds = []] = found ?? []
      const epoch = facts[0]?.['value']
      if (typeof epoch !== 'string') return NOTHING
      const earliest = bounds[0]?.['earliest']
      return {
        epoch,
        last: Number(bounds[0]?.['last'] ?? 0),
        ...(typeof earliest === 'string' ? { earliest } : {}),
      }
    },

    async scan({ after, most, type, from, before }) {
      const conditions = ['seq > ?']
      const args: (string | number)[] = [after]
      const add = (condition: string, value: string | undefined): void => {
        if (value === undefined) return
        conditions.push(condition)
        args.push(value)
      }
      add('type = ?', type)
      add('changed_at >= ?', from)
      add('changed_at < ?', before)
      const found = await rows([
        statement(
          `SELECT ${HEAD_COLUMNS} FROM records WHERE ${conditions.join(' AND ')} ORDER BY seq LIMIT ?`,
          ...args,
          most,
        ),
      ])
      return (found?.[0] ?? []).map(headOf)
    },

    async find(document) {
      const found = await rows([
        statement(`SELECT ${HEAD_COLUMNS} FROM records WHERE document = ?`, document),
      ])
      const row = found?.[0]?.[0]
      return row && headOf(row)
    },

    async items(documents) {
      if (documents.length === 0) return new Map()
      const found = await rows([
        statement(
          `SELECT document, item FROM items WHERE document IN (${marks(documents.length)})`,
          ...documents,
        ),
      ])
      return new Map(
        (found?.[0] ?? []).map((row) => [
          String(row['document']) as DocumentKey,
          JSON.parse(String(row['item'])) as Item,
        ]),
      )
    },

    close: release,
  }
}
