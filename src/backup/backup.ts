/** Writes everything that can't be made again into one archive: rows as JSON lines, uploads and the mailing store as files. Works on a running hub. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { finished } from 'node:stream/promises'

import type { CollectionSlug, Payload } from 'payload'
import { create } from 'tar'

import type { MailingStore } from '@/mailing'
import type { Settings } from '@/settings'

import { contentsOf, FORMAT, MAILING_COPY, type Manifest } from './contents'

const PAGE = 500

type Directories = Pick<Settings, 'mediaDir' | 'originalsDir'>

/** Answers the manifest. The archive appears under its name only when it is whole. */
export async function backup(
  payload: Payload,
  directories: Directories,
  mailing: MailingStore,
  file: string,
  now: Date,
): Promise<Manifest> {
  const target = resolve(file)
  await mkdir(dirname(target), { recursive: true })
  const staging = await mkdtemp(join(dirname(target), `.${basename(target)}-`))
  try {
    await mkdir(join(staging, 'data'))
    const { collections, versioned, globals } = contentsOf(payload)
    const data: Manifest['data'][number][] = []
    for (const slug of collections) {
      data.push(
        await writeLines(
          staging,
          slug,
          pages((after) => rowsAfter(payload, slug, after)),
        ),
      )
    }
    for (const slug of versioned) {
      data.push(await writeLines(staging, `${slug}.versions`, versionPages(payload, slug)))
    }
    data.push(await writeLines(staging, 'globals', globalRows(payload, globals)))
    // After the ledger, whose rows name mailings.
    await mkdir(dirname(join(staging, MAILING_COPY)))
    await mailing.copyTo(join(staging, MAILING_COPY))
    const files = [
      await fileAt(join(staging, MAILING_COPY), MAILING_COPY),
      ...(await filesIn(directories.mediaDir, 'media')),
      ...(await filesIn(directories.originalsDir, 'originals')),
    ]
    const manifest: Manifest = {
      format: FORMAT,
      createdAt: now.toISOString(),
      database: payload.db.name,
      data,
      files,
    }
    await writeFile(join(staging, 'manifest.json'), JSON.stringify(manifest, null, 2))
    await symlink(resolve(directories.mediaDir), join(staging, 'media'))
    await symlink(resolve(directories.originalsDir), join(staging, 'originals'))
    const draft = `${staging}.tar.gz`
    await create({ file: draft, cwd: staging, gzip: { level: 3 }, follow: true, portable: true }, [
      'manifest.json',
      'data',
      ...files.map(({ path }) => path),
    ])
    await rename(draft, target)
    return manifest
  } finally {
    await rm(staging, { recursive: true, force: true })
    await rm(`${staging}.tar.gz`, { force: true })
  }
}

interface Row {
  id: string
}

async function rowsAfter(payload: Payload, slug: CollectionSlug, after: string): Promise<Row[]> {
  const { docs } = await payload.db.find<Row & Record<string, unknown>>({
    collection: slug,
    where: after ? { id: { greater_than: after } } : {},
    sort: 'id',
    limit: PAGE,
    pagination: false,
  })
  return docs
}

async function* pages(page: (after: string) => Promise<Row[]>): AsyncIterable<unknown> {
  let after = ''
  for (;;) {
    const rows = await page(after)
    yield* rows
    const last = rows.at(-1)
    if (rows.length < PAGE || !last) return
    after = last.id
  }
}

/** Oldest first, so that restoring them in this order ends with the newest marked as such. */
async function* versionPages(payload: Payload, slug: CollectionSlug): AsyncIterable<unknown> {
  for (let page = 1; ; page += 1) {
    const { docs, hasNextPage } = await payload.db.findVersions({
      collection: slug,
      sort: 'createdAt',
      limit: PAGE,
      page,
    })
    yield* docs
    if (!hasNextPage) return
  }
}

async function* globalRows(payload: Payload, slugs: readonly string[]): AsyncIterable<unknown> {
  for (const slug of slugs) {
    yield { slug, data: await payload.db.findGlobal<Record<string, unknown>>({ slug }) }
  }
}

async function writeLines(
  staging: string,
  name: string,
  rows: AsyncIterable<unknown>,
): Promise<Manifest['data'][number]> {
  const stream = createWriteStream(join(staging, 'data', `${name}.jsonl`))
  const hash = createHash('sha256')
  let count = 0
  for await (const row of rows) {
    const line = `${JSON.stringify(row)}\n`
    hash.update(line)
    count += 1
    if (!stream.write(line)) await once(stream, 'drain')
  }
  stream.end()
  await finished(stream)
  return { name, rows: count, sha256: hash.digest('hex') }
}

async function filesIn(directory: string, name: string): Promise<Manifest['files'][number][]> {
  const found: Manifest['files'][number][] = []
  for (const entry of await readdir(directory, { withFileTypes: true }).catch(nothingThere)) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue
    const path = join(directory, entry.name)
    found.push(await fileAt(path, `${name}/${entry.name}`))
  }
  return found
}

const fileAt = async (file: string, path: string): Promise<Manifest['files'][number]> => ({
  path,
  bytes: (await stat(file)).size,
  sha256: await digestOf(file),
})

function nothingThere(error: unknown): [] {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
  throw error
}

export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
