/** The import folder: the only files an import may touch, whatever paths the documents name. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname, isAbsolute, posix, relative, resolve, sep } from 'node:path'

import { Refusal } from './errors'
import { LIMITS, readableBytes } from './limits'

export type FileKind = keyof typeof LIMITS.fileBytes

export interface ImportFile {
  /** Relative to the import folder, with forward slashes. */
  readonly path: string
  readonly absolute: string
  readonly bytes: number
}

export class ImportFolder {
  private constructor(readonly directory: string) {}

  /** Opens a folder; throws where there is none. */
  static async open(directory: string): Promise<ImportFolder> {
    return new ImportFolder(await realpath(directory))
  }

  /**
   * The file a document names. `reference` is relative to the document; absolute paths, addresses, and paths that lead
   * out of the folder, through `..` or a symbolic link, are refused.
   */
  async resolve(from: string, reference: string, field: string): Promise<ImportFile> {
    const outside = new Refusal({ code: 'outside-import-folder', field, value: reference })
    if (isAbsolute(reference) || /^[a-z][a-z0-9+.-]*:/i.test(reference) || reference.includes('\0'))
      throw outside
    const target = resolve(this.directory, dirname(from), reference.replaceAll('\\', '/'))
    if (!this.contains(target)) throw outside
    let real: string
    try {
      real = await realpath(target)
    } catch (error) {
      if (!isMissing(error)) throw error
      throw new Refusal({ code: 'missing-file', field, value: reference }, { cause: error })
    }
    if (!this.contains(real)) throw outside
    const { size, isFile } = await statOf(real)
    if (!isFile) throw new Refusal({ code: 'missing-file', field, value: reference })
    return { path: this.relative(real), absolute: real, bytes: size }
  }

  /** A file found by walking the folder. */
  async file(path: string): Promise<ImportFile> {
    const absolute = resolve(this.directory, path)
    return { path, absolute, bytes: (await statOf(absolute)).size }
  }

  private contains(absolute: string): boolean {
    return absolute.startsWith(this.directory + sep)
  }

  private relative(absolute: string): string {
    return relative(this.directory, absolute).split(sep).join(posix.sep)
  }
}

/** Refuses files larger than their kind may be. */
export function checkSize(file: ImportFile, kind: FileKind): void {
  const limit = LIMITS.fileBytes[kind]
  if (file.bytes <= limit) return
  const detail = `${readableBytes(file.bytes)} > ${readableBytes(limit)}`
  throw new Refusal({ code: 'file-too-large', value: file.path, detail })
}

/** Reads a whole file of a kind that is small enough to hold. */
export async function readBytes(file: ImportFile, kind: FileKind): Promise<Buffer> {
  checkSize(file, kind)
  return readFile(file.absolute)
}

/** Reads a text: UTF-8, a byte order mark allowed. */
export async function readText(file: ImportFile, kind: FileKind): Promise<string> {
  return decodeText(await readBytes(file, kind))
}

export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new Refusal({ code: 'not-utf8' }, { cause: error })
  }
}

/** SHA-256 of a file, read in pieces. */
export async function digestFile(absolute: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(absolute)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

export const digestText = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex')

export const digestBytes = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex')

async function statOf(absolute: string): Promise<{ size: number; isFile: boolean }> {
  const found = await stat(absolute)
  return { size: found.size, isFile: found.isFile() }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code))
