/**
 * Keeps a folder in step with a hub: `documents/TYPE/ID.json` and a page `pages/TYPE/ID.html` for each. The token is written
 * after the documents it stands for, so a mirror that was killed does its last page again, which changes nothing.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import {
  AllianceError,
  type AllianceChange,
  type AllianceClient,
  type AllianceDocument,
} from './client'

export interface MirrorReport {
  readonly written: number
  readonly removed: number
}

interface State {
  readonly next?: string
  /** Counts the times everything was looked at from the beginning; documents not seen in the last one are removed. */
  readonly round: number
  /** Whether this round has not come to its end yet. */
  readonly isStartingOver: boolean
}

interface Kept {
  readonly round: number
  readonly document: AllianceDocument
}

const FIRST: State = { round: 1, isStartingOver: true }

/** Runs until the hub has nothing more to tell. One mirror per folder at a time. */
export async function mirror(client: AllianceClient, folder: string): Promise<MirrorReport> {
  let state = await readState(folder)
  let written = 0
  let removed = 0
  for (;;) {
    let page
    try {
      page = await client.changes(state.next)
    } catch (error) {
      if (!(error instanceof AllianceError) || !hasToStartOver(error)) throw error
      state = { round: state.round + 1, isStartingOver: true }
      await writeState(folder, state)
      continue
    }
    for (const change of page.changes) {
      if (change.action === 'put' && change.document) {
        await keep(folder, { round: state.round, document: change.document })
        written += 1
      } else if (change.action === 'delete') {
        removed += await remove(folder, change)
      }
    }
    if (!page.hasMore && state.isStartingOver) removed += await removeUnseen(folder, state.round)
    state = {
      next: page.next,
      round: state.round,
      isStartingOver: state.isStartingOver && page.hasMore,
    }
    await writeState(folder, state)
    if (!page.hasMore) return { written, removed }
  }
}

/** The hub's log or the entitlement is another now, or the token is not one of ours. */
const hasToStartOver = ({ code }: AllianceError): boolean =>
  code === 'resync' || code === 'bad-token'

const stateFile = (folder: string): string => join(folder, 'state.json')

async function readState(folder: string): Promise<State> {
  try {
    return JSON.parse(await readFile(stateFile(folder), 'utf8')) as State
  } catch (error) {
    if (isMissing(error)) return FIRST
    throw error
  }
}

const writeState = (folder: string, state: State): Promise<void> =>
  replace(stateFile(folder), JSON.stringify(state))

type Name = Pick<AllianceChange, 'type' | 'documentId'>

/** What a hub says becomes a file's name only if it can't lead anywhere else. */
function fileOf(folder: string, kind: 'documents' | 'pages', { type, documentId }: Name): string {
  if (![type, documentId].every((part) => /^[A-Za-z0-9_-]{1,100}$/.test(part))) {
    throw new Error(`The hub named a document ${type}/${documentId}`)
  }
  return join(folder, kind, type, `${documentId}.${kind === 'pages' ? 'html' : 'json'}`)
}

async function keep(folder: string, kept: Kept): Promise<void> {
  const { document } = kept
  await replace(fileOf(folder, 'pages', document), pageOf(document))
  await replace(fileOf(folder, 'documents', document), JSON.stringify(kept))
}

async function remove(folder: string, name: Name): Promise<number> {
  const file = fileOf(folder, 'documents', name)
  await rm(fileOf(folder, 'pages', name), { force: true })
  try {
    await rm(file)
    return 1
  } catch (error) {
    if (isMissing(error)) return 0
    throw error
  }
}

/** Documents of earlier rounds. */
async function removeUnseen(folder: string, round: number): Promise<number> {
  let removed = 0
  for (const file of await documentFiles(folder)) {
    const kept = JSON.parse(await readFile(file, 'utf8')) as Kept
    if (kept.round < round) removed += await remove(folder, kept.document)
  }
  return removed
}

async function documentFiles(folder: string): Promise<readonly string[]> {
  const root = join(folder, 'documents')
  try {
    const names = await readdir(root, { recursive: true })
    return names.filter((name) => name.endsWith('.json')).map((name) => join(root, name))
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** What is mirrored, by `type/id`. */
export async function mirrored(folder: string): Promise<ReadonlyMap<string, AllianceDocument>> {
  const documents = new Map<string, AllianceDocument>()
  for (const file of await documentFiles(folder)) {
    const { document } = JSON.parse(await readFile(file, 'utf8')) as Kept
    documents.set(`${document.type}/${document.documentId}`, document)
  }
  return documents
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** A page with attribution, and a canonical link to where it comes from. */
const pageOf = ({
  title = '',
  language = 'zh-CN',
  html = '',
  attribution,
}: AllianceDocument): string =>
  `<!doctype html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<title>${escape(title)}</title>
${attribution ? `<link rel="canonical" href="${escape(attribution.canonical)}">` : ''}
</head>
<body>
<h1>${escape(title)}</h1>
${html}
${attribution?.html ?? ''}
</body>
</html>
`

/** Aside, then into place: whoever reads sees the old file or the new one. A rest of a killed run is written over. */
async function replace(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.tmp`, text)
  await rename(`${file}.tmp`, file)
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
