/** Looks into zip archives (docx and the like) before anything else does: intact, and of bounded size. */
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { openPromise, type Entry, type ZipFile } from 'yauzl'

import { messageOf } from '@/core'

import { Refusal } from '../errors'
import type { ImportFile } from '../import-folder-files'
import { LIMITS, readableBytes } from '../limits'

const CONTENT_TYPES_PART = '[Content_Types].xml'

/** The part every office format must have besides its list of parts. */
const MAIN_PARTS: Readonly<Record<string, string>> = {
  docx: 'word/document.xml',
  xlsx: 'xl/workbook.xml',
  pptx: 'ppt/presentation.xml',
}

/** Checks an attached archive: whole, bounded, and for office formats of the kind its extension says. */
export async function checkArchive(file: ImportFile, extension: string): Promise<void> {
  const fault = (detail: string, cause?: unknown): Refusal =>
    new Refusal({ code: 'content-does-not-match-extension', value: file.path, detail }, { cause })
  await readZip(file.absolute, partsOf(extension), fault)
}

/** Checks a Word document and answers its XML parts. Pictures are checked but not kept. */
export async function readDocxParts(absolute: string): Promise<ReadonlyMap<string, string>> {
  const fault = (detail: string, cause?: unknown): Refusal =>
    new Refusal({ code: 'not-a-valid-docx', detail }, { cause })
  const parts = new Map<string, string>()
  await readZip(absolute, partsOf('docx'), fault, (name, bytes) => {
    if (name.endsWith('.xml')) parts.set(name, bytes.toString('utf8'))
  })
  return parts
}

function partsOf(extension: string): string[] {
  const main = MAIN_PARTS[extension]
  return main === undefined ? [] : [CONTENT_TYPES_PART, main]
}

/**
 * Walks the archive. Sizes are checked as the directory declares them, then again while inflating, since a directory
 * can lie. Every entry is inflated, so a damaged one is found here.
 */
async function readZip(
  absolute: string,
  required: readonly string[],
  fault: (detail: string, cause?: unknown) => Refusal,
  visit?: (name: string, bytes: Buffer) => void,
): Promise<void> {
  let zip: ZipFile
  try {
    zip = await openPromise(absolute, { lazyEntries: true, autoClose: false })
  } catch (error) {
    throw fault(messageOf(error), error)
  }
  try {
    if (zip.entryCount > LIMITS.zip.entries) {
      throw tooLarge(`${String(zip.entryCount)} > ${String(LIMITS.zip.entries)} entries`)
    }
    const entries: Entry[] = []
    for await (const entry of zip.eachEntry()) entries.push(entry)
    checkDirectory(entries)
    for (const part of required) {
      if (!entries.some(({ fileName }) => fileName === part)) throw fault(`${part} is missing`)
    }
    let total = 0
    for (const entry of entries) {
      const bytes = await inflate(zip, entry, LIMITS.zip.totalBytes - total)
      total += bytes.length
      visit?.(entry.fileName, bytes)
    }
  } catch (error) {
    throw error instanceof Refusal ? error : fault(messageOf(error), error)
  } finally {
    zip.close()
  }
}

function checkDirectory(entries: readonly Entry[]): void {
  const { entryBytes, totalBytes, ratio, ratioFrom } = LIMITS.zip
  let total = 0
  for (const { fileName, uncompressedSize, compressedSize } of entries) {
    total += uncompressedSize
    if (uncompressedSize > entryBytes) {
      throw tooLarge(
        `${fileName}: ${readableBytes(uncompressedSize)} > ${readableBytes(entryBytes)}`,
      )
    }
    const expansion = Math.round(uncompressedSize / Math.max(1, compressedSize))
    if (uncompressedSize > ratioFrom && expansion > ratio) {
      throw tooLarge(`${fileName}: ${String(expansion)} : 1 > ${String(ratio)} : 1`)
    }
  }
  if (total > totalBytes) throw tooLarge(`${readableBytes(total)} > ${readableBytes(totalBytes)}`)
}

async function inflate(zip: ZipFile, entry: Entry, left: number): Promise<Buffer> {
  const limit = Math.min(LIMITS.zip.entryBytes, left)
  const chunks: Buffer[] = []
  let bytes = 0
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      chunks.push(chunk)
      done(bytes > limit ? tooLarge(`${entry.fileName}: > ${readableBytes(limit)}`) : null)
    },
  })
  await pipeline(await zip.openReadStreamPromise(entry), sink)
  return Buffer.concat(chunks)
}

const tooLarge = (detail: string): Refusal => new Refusal({ code: 'expands-too-large', detail })
