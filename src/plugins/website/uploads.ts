/**
 * Files of the media folder are public while a published document shows them, and answer 410 afterwards. The shelf
 * keeps per file who shows it.
 */
import { z } from 'zod'

import {
  DeliveryError,
  documentKey,
  type ArtefactWriter,
  type DocumentKey,
  type Item,
  type Shelf,
} from '@/core'

import { renditionFiles } from './film'
import { zh } from './texts.zh'

/** One file of the media folder, as an item knows it. */
export interface Upload {
  readonly path: string
  readonly filename: string
  readonly bytes: number
  readonly mediaType: string
}

/** What the shelf knows of a file. */
export interface Usage {
  /** Who shows it, with the date of publication. */
  readonly users: Readonly<Record<DocumentKey, string>>
  /** When a document last stopped showing it; the latest, in whatever order it became known. */
  readonly droppedAt?: string
}

export interface FilePorts {
  readonly shelf: Shelf
  readonly artefacts: ArtefactWriter
}

const FOLDER = '/media/'

export const pathOfFile = (filename: string): string => FOLDER + encodeURIComponent(filename)

/** `undefined` for an address that is not in the media folder. Throws on one that is encoded wrongly. */
export function filenameOf(path: string): string | undefined {
  const name = path.startsWith(FOLDER) ? path.slice(FOLDER.length) : ''
  return name === '' || name.includes('/') ? undefined : decodeURIComponent(name)
}

/** An item's files in the media folder, each once; those of other houses are not ours to publish. */
export function uploadsOf({ files, details }: Item): readonly Upload[] {
  const made = details.type === 'videos' ? renditionFiles(details) : []
  const uploads = [...files, ...made].flatMap(({ url, bytes, mediaType }) => {
    const filename = filenameOf(url)
    return filename === undefined ? [] : [{ path: url, filename, bytes, mediaType }]
  })
  return [...new Map(uploads.map((upload) => [upload.path, upload])).values()]
}

/** Files the earlier items had and this one has not. */
export function droppedFiles(earlier: readonly Item[], item: Item): readonly Upload[] {
  const kept = new Set(uploadsOf(item).map(({ path }) => path))
  const dropped = new Map(earlier.flatMap(uploadsOf).map((upload) => [upload.path, upload]))
  return [...dropped.values()].filter(({ path }) => !kept.has(path))
}

/** Makes the files public and notes that the item shows them. */
export async function publishFiles(
  { shelf, artefacts }: FilePorts,
  item: Item,
  uploads: readonly Upload[],
): Promise<void> {
  const key = documentKey(item)
  for (const upload of uploads) {
    const usage = await readUsage(shelf, upload.filename)
    const users = { ...usage.users, [key]: item.publishedAt }
    if (usage.users[key] !== item.publishedAt) {
      await writeUsage(shelf, upload.filename, { ...usage, users })
    }
    await showFile(artefacts, upload, users)
  }
}

/** Notes that the document stopped showing the files; those nobody shows any more are gone. */
export async function dropFiles(
  { shelf, artefacts }: FilePorts,
  document: DocumentKey,
  uploads: readonly Upload[],
  at: string,
): Promise<void> {
  for (const upload of uploads) {
    const { filename } = upload
    const before = await readUsage(shelf, filename)
    const { [document]: _former, ...users } = before.users
    const usage = { users, droppedAt: later(before.droppedAt, at) }
    if (!sameUsage(before, usage)) await writeUsage(shelf, filename, usage)
    if (isShown(usage)) await showFile(artefacts, upload, users)
    else await takeFile(artefacts, upload.path, usage.droppedAt)
  }
}

/** Makes a file public that somebody shows. */
export const showFile = (
  artefacts: ArtefactWriter,
  upload: Upload,
  users: Usage['users'],
): Promise<void> => artefacts.publishUpload({ ...upload, lastModified: firstShown(users) })

/** The same words for every file: what happened is said on the page that had it. */
export const takeFile = (artefacts: ArtefactWriter, path: string, at: string): Promise<void> =>
  artefacts.gone({ path, at, notice: zh.fileGone })

/** A file of that name never changes, so its date is that of the first document showing it. */
const firstShown = (users: Usage['users']): string =>
  Object.values(users).reduce((first, date) => (date < first ? date : first))

export const isShown = ({ users }: Usage): boolean => Object.keys(users).length > 0

/** The later of two moments, one of which may not be known. */
export const later = (known: string | undefined, at: string): string =>
  known !== undefined && known > at ? known : at

const PREFIX = 'files/'

const usageSchema = z.object({
  users: z.record(
    z.custom<DocumentKey>((key) => typeof key === 'string'),
    z.string(),
  ),
  droppedAt: z.string().exactOptional(),
})

/** What the shelf knows of a file. Throws when that is damaged. */
export async function readUsage(shelf: Shelf, filename: string): Promise<Usage> {
  const value = await shelf.read(PREFIX + filename)
  if (value === undefined) return { users: {} }
  const result = usageSchema.safeParse(value)
  if (result.success) return result.data
  throw new DeliveryError(
    'STORAGE_UNAVAILABLE',
    `Website: what the shelf keeps of ${filename} is damaged; run "quanmei rebuild website": ${z.prettifyError(result.error)}`,
    { cause: result.error },
  )
}

/** The same for a rebuild, which mends what is damaged by writing it anew. */
export async function salvageUsage(shelf: Shelf, filename: string): Promise<Usage> {
  const { success, data } = usageSchema.safeParse(await shelf.read(PREFIX + filename))
  return success ? data : { users: {} }
}

export const writeUsage = (shelf: Shelf, filename: string, usage: Usage): Promise<void> =>
  shelf.write(PREFIX + filename, sorted(usage))

/** Names of the files anything is known of. */
export const knownFiles = async (shelf: Shelf): Promise<readonly string[]> =>
  (await shelf.list(PREFIX)).map((name) => name.slice(PREFIX.length))

export const forgetFile = (shelf: Shelf, filename: string): Promise<void> =>
  shelf.remove(PREFIX + filename)

export const sameUsage = (left: Usage, right: Usage): boolean =>
  JSON.stringify(sorted(left)) === JSON.stringify(sorted(right))

const sorted = ({ users, droppedAt }: Usage): Usage => ({
  users: Object.fromEntries(
    Object.entries(users).sort(([left], [right]) => (left < right ? -1 : 1)),
  ),
  ...(droppedAt === undefined ? {} : { droppedAt }),
})
