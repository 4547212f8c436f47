/** Files of the media folder are public while a published document shows them. */
import type { ArtefactWriter, DocumentKey, Item, MediaFile, Shelf } from '@/core'
import { documentKey } from '@/core'

/** `/media/poster.jpg` → `poster.jpg`; undefined for what is not ours. */
function filenameOf({ url }: MediaFile): string | undefined {
  const match = /^\/media\/([^/]+)$/.exec(url)
  return match?.[1] === undefined ? undefined : decodeURIComponent(match[1])
}

const usersName = (filename: string): string => `files/${encodeURIComponent(filename)}`

interface Ports {
  readonly shelf: Shelf
  readonly artefacts: ArtefactWriter
}

/** Makes the item's files public and notes that it uses them. */
export async function publishFiles({ shelf, artefacts }: Ports, item: Item): Promise<void> {
  const key = documentKey(item)
  for (const file of item.files) {
    const filename = filenameOf(file)
    if (filename === undefined) continue
    const users = await usersOf(shelf, filename)
    if (!users.includes(key)) await shelf.write(usersName(filename), [...users, key].sort())
    await artefacts.publishUpload({
      path: file.url,
      filename,
      bytes: file.bytes,
      mediaType: file.mediaType,
      // A file of that name never changes: a new upload gets a new name.
      lastModified: item.publishedAt,
    })
  }
}

/** Takes back the files that `before` used and `after` does not, unless another document still does. */
export async function withdrawFiles(
  { shelf, artefacts }: Ports,
  before: readonly Item[],
  after: Item | undefined,
  gone: { at: string; notice: string },
): Promise<void> {
  const kept = new Set(after?.files.map(({ url }) => url))
  for (const item of before) {
    const key = documentKey(item)
    for (const file of item.files) {
      const filename = filenameOf(file)
      if (filename === undefined || kept.has(file.url)) continue
      const users = (await usersOf(shelf, filename)).filter((user) => user !== key)
      if (users.length > 0) {
        await shelf.write(usersName(filename), users)
        continue
      }
      await artefacts.gone({ path: file.url, ...gone })
      await shelf.remove(usersName(filename))
    }
  }
}

/** After a rebuild: forgets documents that are no longer published, and takes back the files nobody shows. */
export async function forgetDocuments(
  { shelf, artefacts }: Ports,
  current: ReadonlySet<string>,
  gone: { at: string; notice: string },
): Promise<void> {
  for (const name of await shelf.list('files/')) {
    const all = ((await shelf.read(name)) as DocumentKey[] | undefined) ?? []
    const users = all.filter((user) => current.has(user))
    if (users.length === all.length) continue
    if (users.length > 0) await shelf.write(name, users)
    else {
      await artefacts.gone({ path: `/media/${name.slice('files/'.length)}`, ...gone })
      await shelf.remove(name)
    }
  }
}

const usersOf = async (shelf: Shelf, filename: string): Promise<DocumentKey[]> =>
  ((await shelf.read(usersName(filename))) as DocumentKey[] | undefined) ?? []
