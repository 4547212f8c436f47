/** Finds what there is to import: walks the folder, pairs documents with their sidecars, sets the order. */
import { readdir } from 'node:fs/promises'
import { basename, join, posix } from 'node:path'

import { Refusal, type Finding } from './errors'
import { extensionOf, mediaKind } from './file-kinds'
import { readText, type ImportFolder } from './import-folder-files'
import { LIMITS } from './limits'
import { isSourceType, type SourceType } from './metadata'
import { isDocumentFile } from './sources/body'
import { splitFrontMatter } from './sources/markdown'
import { readYaml } from './yaml'

/** One thing to import: a document or audio file with its metadata. */
export interface Source {
  /** What the report calls it: the document, or the sidecar of a video or audio file. */
  readonly path: string
  readonly sidecar?: string
  readonly type: SourceType
  readonly hasRelated: boolean
}

export interface Scan {
  readonly files: number
  readonly sources: readonly Source[]
  readonly pictures: readonly string[]
  readonly taxonomy: string | undefined
  readonly credits: readonly string[]
  /** Files that are not content, with the reason. */
  readonly skipped: readonly { readonly path: string; readonly finding: Finding }[]
  readonly refused: readonly { readonly path: string; readonly refusal: Refusal }[]
}

const TAXONOMY = 'taxonomy.yaml'
const CREDITS = 'credits.yaml'
/** Files for people or for tests, never content. */
const NEVER_CONTENT = /^(?:readme(?:\.\w+)?|license(?:\.\w+)?|expected\.ya?ml|subscribers\.csv)$/i

/** Lessons come before the courses that list them; whatever refers to others comes after what doesn't. */
const ORDER: readonly SourceType[] = ['audio', 'video', 'lesson', 'article', 'explainer', 'course']

export async function scanFolder(folder: ImportFolder): Promise<Scan> {
  const paths: string[] = []
  for await (const path of walk(folder.directory, '', 0)) paths.push(path)
  paths.sort()
  const all = new Set(paths)
  const skipped: { path: string; finding: Finding }[] = []
  const refused: { path: string; refusal: Refusal }[] = []
  const sources: Source[] = []
  const referenced = new Set<string>()
  const sidecars = new Map<string, string>()
  const documents: string[] = []
  const others: string[] = []
  const skip = (path: string): void => void skipped.push({ path, finding: { code: 'not-content' } })

  for (const path of paths) {
    const name = basename(path)
    if (NEVER_CONTENT.test(name)) skip(path)
    else if (isYaml(path) && name !== CREDITS && path !== TAXONOMY) {
      try {
        const head = readHead((await readYamlFile(folder, path)).value)
        const target = head.file ?? sameStem(path, all)
        if (!head.hasType && target === undefined) skip(path)
        else if (target === undefined || !isDocumentFile(target)) {
          sources.push({
            path,
            sidecar: path,
            type: head.type ?? 'article',
            hasRelated: head.hasRelated,
          })
        } else {
          const document = posix.normalize(posix.join(posix.dirname(path), target))
          if (all.has(document)) sidecars.set(document, path)
          else
            refused.push({
              path,
              refusal: new Refusal({ code: 'missing-file', field: 'file', value: target }),
            })
        }
        for (const reference of head.references)
          referenced.add(posix.join(posix.dirname(path), reference))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        refused.push({ path, refusal: error })
      }
    } else if (isDocumentFile(path)) documents.push(path)
    else others.push(path)
  }

  for (const path of documents) {
    const sidecar = sidecars.get(path)
    try {
      const head = readHead(await headOf(folder, path, sidecar))
      for (const reference of head.references)
        referenced.add(posix.join(posix.dirname(path), reference))
      sources.push({
        path,
        type: head.type ?? 'article',
        hasRelated: head.hasRelated,
        ...(sidecar === undefined ? {} : { sidecar }),
      })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused.push({ path, refusal: error })
    }
  }

  const isAttached = (path: string): boolean => referenced.has(path)
  const pictures = others.filter((path) => mediaKind(path) === 'image')
  const media = new Set([TAXONOMY, ...others.filter((path) => basename(path) === CREDITS)])
  for (const path of others) {
    if (mediaKind(path) === 'image' || media.has(path) || isAttached(path)) continue
    skip(path)
  }
  return {
    files: paths.length,
    sources: sources.filter(({ path }) => !isAttached(path)).sort(byOrder),
    pictures,
    taxonomy: all.has(TAXONOMY) ? TAXONOMY : undefined,
    credits: paths.filter((path) => basename(path) === CREDITS),
    skipped,
    refused: refused.filter(({ path }) => !isAttached(path)),
  }
}

async function* walk(directory: string, under: string, depth: number): AsyncGenerator<string> {
  if (depth > LIMITS.folder.depth) return
  const entries = await readdir(join(directory, under), { withFileTypes: true })
  for (const entry of entries) {
    // Links are not followed: they may lead out of the folder or in circles.
    if (entry.name.startsWith('.') || entry.isSymbolicLink()) continue
    const path = posix.join(under, entry.name)
    if (entry.isDirectory()) yield* walk(directory, path, depth + 1)
    else if (entry.isFile()) yield path
  }
}

const isYaml = (path: string): boolean => ['yaml', 'yml'].includes(extensionOf(path))

async function readYamlFile(
  folder: ImportFolder,
  path: string,
): Promise<ReturnType<typeof readYaml>> {
  return readYaml(await readText(await folder.file(path), 'metadata'))
}

/** The document beside a sidecar that has no `file`. */
function sameStem(path: string, all: ReadonlySet<string>): string | undefined {
  const stem = path.replace(/\.ya?ml$/i, '')
  const found = ['docx', 'html', 'htm', 'md'].find((extension) => all.has(`${stem}.${extension}`))
  return found === undefined ? undefined : `${basename(stem)}.${found}`
}

async function headOf(
  folder: ImportFolder,
  path: string,
  sidecar: string | undefined,
): Promise<unknown> {
  if (sidecar !== undefined) return (await readYamlFile(folder, sidecar)).value
  if (!['md', 'markdown'].includes(extensionOf(path))) return undefined
  const matter = splitFrontMatter(await readText(await folder.file(path), 'text'))
  return matter === undefined ? undefined : readYaml(matter.yaml, 2).value
}

interface Head {
  readonly type: SourceType | undefined
  /** Whether a type is named at all, known or not. */
  readonly hasType: boolean
  readonly file: string | undefined
  readonly hasRelated: boolean
  readonly references: readonly string[]
}

/** Only what the order and the pairing need; everything is checked later, when the document is read. */
function readHead(value: unknown): Head {
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >
  const { type, file } = fields
  const related = fields['related']
  return {
    type: isSourceType(type) ? type : undefined,
    hasType: type !== undefined,
    file: typeof file === 'string' ? file : undefined,
    hasRelated: Array.isArray(related) && related.length > 0,
    references: [fields['attachments'], fields['subtitles']]
      .flat()
      .map((row) =>
        typeof row === 'object' && row !== null ? (row as { file?: unknown }).file : undefined,
      )
      .concat(isSourceType(type) && typeof file === 'string' && !isDocumentFile(file) ? [file] : [])
      .filter((path) => typeof path === 'string'),
  }
}

function byOrder(a: Source, b: Source): number {
  const rank = ({ type, hasRelated }: Source): number =>
    type === 'course' ? 100 : type === 'audio' ? -100 : (hasRelated ? 50 : 0) + ORDER.indexOf(type)
  return rank(a) - rank(b) || (a.path < b.path ? -1 : 1)
}
