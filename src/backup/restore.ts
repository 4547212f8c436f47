/** Reads an archive back into an empty installation, on either database. Everything is checked before anything is written. */
import { createReadStream } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'

import type { SQLiteAdapter } from '@payloadcms/db-sqlite'
import type { GlobalSlug, Payload } from 'payload'
import { extract } from 'tar'

import { DOCUMENT_TYPES } from '@/core'
import type { MailingStore } from '@/mailing'
import type { Settings } from '@/settings'

import { digestOf } from './backup'
import { BackupError, contentsOf, FORMAT, MAILING_COPY, type Manifest } from './contents'

type Directories = Pick<Settings, 'dataDir' | 'mediaDir' | 'originalsDir'>

/** Answers the archive's manifest. Throws BackupError, having changed nothing, when it can't be done. */
export async function restore(
  payload: Payload,
  directories: Directories,
  mailing: MailingStore,
  file: string,
  now: Date,
): Promise<Manifest> {
  await refuseIfUsed(payload, mailing)
  await mkdir(directories.dataDir, { recursive: true })
  const staging = await mkdtemp(join(directories.dataDir, '.restore-'))
  try {
    await unpack(file, staging)
    const manifest = await checked(staging, file)
    await clear(payload)
    try {
      await withoutForeignKeys(payload, () => loadRows(payload, staging, manifest))
      // Archives of older versions have none.
      if (manifest.files.some(({ path }) => path === MAILING_COPY))
        await mailing.copyFrom(join(staging, MAILING_COPY), now.getTime())
    } catch (error) {
      // Half an archive is worse than none: the database is empty again, and the archive can be tried once more.
      await clear(payload)
      throw error
    }
    for (const [name, directory] of [
      ['media', directories.mediaDir],
      ['originals', directories.originalsDir],
    ] as const) {
      await mkdir(directory, { recursive: true })
      if (manifest.files.some(({ path }) => path.startsWith(`${name}/`))) {
        await cp(join(staging, name), directory, { recursive: true, force: true })
      }
    }
    return manifest
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

/** A database somebody works with is never overwritten. What a first start makes (taxonomy, channels) does not count. */
async function refuseIfUsed(payload: Payload, mailing: MailingStore): Promise<void> {
  for (const slug of [...DOCUMENT_TYPES, 'media', 'revisions'] as const) {
    const { totalDocs } = await payload.db.count({ collection: slug })
    if (totalDocs > 0) {
      throw new BackupError(
        `数据库不是空的（${slug} 有 ${String(totalDocs)} 行），恢复只能在空库上进行 / The database is not empty (${slug} has ${String(totalDocs)} rows); restore into an empty one`,
      )
    }
  }
  const subscribers = await mailing.countSubscribers()
  if (subscribers.length > 0 || (await mailing.mailings(1)).length > 0) {
    throw new BackupError(
      'DATA_DIR 里的 mailing.sqlite 不是空的，恢复只能在空库上进行 / mailing.sqlite in DATA_DIR is not empty; restore into an empty installation',
    )
  }
}

async function unpack(file: string, staging: string): Promise<void> {
  try {
    await extract({ file, cwd: staging, strict: true, preservePaths: false })
  } catch (error) {
    throw new BackupError(`${basename(file)}: 不是完整的备份文件 / not a whole backup archive`, {
      cause: error,
    })
  }
}

async function checked(staging: string, file: string): Promise<Manifest> {
  const manifest = JSON.parse(
    await readFile(join(staging, 'manifest.json'), 'utf8').catch(() => {
      throw new BackupError(`${basename(file)}: 没有 manifest.json / has no manifest.json`)
    }),
  ) as Manifest
  if (manifest.format !== FORMAT) {
    throw new BackupError(
      `${basename(file)}: 备份格式 ${String(manifest.format)}，本版本只认 ${String(FORMAT)} / archive format ${String(manifest.format)}, this version reads ${String(FORMAT)}`,
    )
  }
  const parts = [
    ...manifest.data.map(({ name, sha256 }) => ({ path: `data/${name}.jsonl`, sha256 })),
    ...manifest.files,
  ]
  for (const { path, sha256 } of parts) {
    const found = await digestOf(join(staging, path)).catch(() => undefined)
    if (found !== sha256) {
      throw new BackupError(`${basename(file)}: ${path} 缺失或损坏 / is missing or damaged`)
    }
  }
  return manifest
}

/**
 * Documents refer to each other in circles, so no order of loading suits SQLite's foreign keys: they are checked once,
 * at the end. MongoDB has none.
 */
async function withoutForeignKeys(payload: Payload, load: () => Promise<void>): Promise<void> {
  if (payload.db.packageName !== '@payloadcms/db-sqlite') {
    await load()
    return
  }
  const { client } = payload.db as unknown as SQLiteAdapter
  await client.execute('PRAGMA foreign_keys = OFF')
  try {
    await load()
    const { rows } = await client.execute('PRAGMA foreign_key_check')
    const [first] = rows
    if (first) {
      throw new BackupError(
        `备份里有指向缺失内容的引用 / The archive refers to something it lacks: ${JSON.stringify(first)}`,
      )
    }
  } finally {
    await client.execute('PRAGMA foreign_keys = ON')
  }
}

async function clear(payload: Payload): Promise<void> {
  const { collections, versioned } = contentsOf(payload)
  for (const collection of versioned) await payload.db.deleteVersions({ collection, where: {} })
  for (const collection of collections) await payload.db.deleteMany({ collection, where: {} })
}

async function loadRows(payload: Payload, staging: string, manifest: Manifest): Promise<void> {
  const { collections, versioned, globals } = contentsOf(payload)
  const has = (name: string): boolean => manifest.data.some((each) => each.name === name)
  const lines = (name: string): AsyncIterable<Record<string, unknown>> =>
    has(name) ? linesOf(join(staging, 'data', `${name}.jsonl`)) : nothing()

  for (const collection of [...collections].reverse()) {
    for await (const row of lines(collection)) {
      await payload.db.create({ collection, data: withoutSessions(row) })
    }
  }
  for (const collection of versioned) {
    for await (const row of lines(`${collection}.versions`)) {
      const { parent, version, createdAt, updatedAt, autosave } = row as unknown as VersionRow
      await payload.db.createVersion({
        collectionSlug: collection,
        parent,
        versionData: version as never,
        createdAt,
        updatedAt,
        autosave: autosave === true,
      })
    }
  }
  for await (const row of lines('globals')) {
    const { slug, data } = row as { slug: GlobalSlug; data: Record<string, unknown> | null }
    if (!data || !globals.includes(slug)) continue
    const { id: _id, globalType: _type, ...values } = data
    const existing = await payload.db.findGlobal<Record<string, unknown>>({ slug })
    const isThere = Object.keys(existing).length > 0
    if (isThere) await payload.db.updateGlobal({ slug, data: values })
    else await payload.db.createGlobal({ slug, data: values })
  }
}

interface VersionRow {
  parent: string
  version: Record<string, unknown>
  createdAt: string
  updatedAt: string
  autosave?: boolean | null
}

/** Nobody stays logged in across a restore. */
const withoutSessions = ({
  sessions: _sessions,
  ...row
}: Record<string, unknown>): Record<string, unknown> => row

async function* linesOf(path: string): AsyncIterable<Record<string, unknown>> {
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Infinity,
  })) {
    if (line) yield JSON.parse(line) as Record<string, unknown>
  }
}

async function* nothing(): AsyncIterable<never> {
  // An archive of an older version without this collection.
}
