/**
 * Reads the first sheet of an Excel workbook row by row (ECMA-376): the zip by yauzl, the XML by sax, as streams. Only the
 * workbook's shared strings are held in memory, and they are bounded.
 */
import type { Readable } from 'node:stream'

import sax from 'sax'
import { openPromise, type Entry, type ZipFile } from 'yauzl'

/** What is larger than this is no list of subscribers, but perhaps a zip bomb. Sizes are unpacked ones, in bytes. */
export const XLSX_LIMITS = {
  entries: 2000,
  sheet: 2 * 1024 ** 3,
  sharedStrings: 512 * 1024 ** 2,
  /** Small parts: workbook and relations. */
  part: 4 * 1024 ** 2,
  /** Unpacked to packed; lists pack to a tenth, bombs to a thousandth. */
  ratio: 200,
  columns: 100,
  cell: 32_767,
} as const

export interface XlsxRow {
  /** As Excel numbers them. */
  readonly row: number
  readonly cells: readonly string[]
  /** The first cell with a formula, from 0: its value is of the time it was last calculated, and not what was typed. */
  readonly formula?: number
}

/** It is no workbook, is damaged, or larger than XLSX_LIMITS allow. */
export class XlsxError extends Error {
  override readonly name = 'XlsxError'
}

export async function* readXlsx(
  file: string,
  onProgress?: (done: number, total: number) => void,
): AsyncGenerator<XlsxRow> {
  const zip = await openZip(file)
  try {
    const entries = await entriesOf(zip)
    const sheet = await firstSheet(zip, entries)
    const strings = await sharedStrings(zip, entries)
    const total = sheet.uncompressedSize
    let done = 0
    for await (const batch of parsed(zip, sheet, XLSX_LIMITS.sheet, sheetRows(strings), (bytes) => {
      done += bytes
      onProgress?.(done, total)
    })) {
      yield* batch
    }
  } finally {
    zip.close()
  }
}

async function openZip(file: string): Promise<ZipFile> {
  try {
    return await openPromise(file, { lazyEntries: true, autoClose: false })
  } catch (error) {
    // A file that is not there is its caller's matter.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error
    throw new XlsxError('not a zip archive', { cause: error })
  }
}

async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > XLSX_LIMITS.entries)
    throw new XlsxError(`${String(zip.entryCount)} > ${String(XLSX_LIMITS.entries)} parts`)
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
  } catch (error) {
    throw new XlsxError('a damaged zip archive', { cause: error })
  }
  return entries
}

/** The first sheet in the order of the workbook's tabs. */
async function firstSheet(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Promise<Entry> {
  const ids: string[] = []
  const targets = new Map<string, string>()
  const read = async (name: string, onTag: (tag: sax.Tag) => void): Promise<void> => {
    const entry = entries.get(name)
    if (!entry) throw new XlsxError(`${name} is missing`)
    const handler: Handler<never> = { open: onTag, take: () => [] }
    for await (const _none of parsed(zip, entry, XLSX_LIMITS.part, handler)) continue
  }
  await read('xl/workbook.xml', ({ name, attributes }) => {
    if (localName(name) === 'sheet') ids.push(attributes['r:id'] ?? '')
  })
  await read('xl/_rels/workbook.xml.rels', ({ name, attributes }) => {
    if (localName(name) === 'Relationship')
      targets.set(attributes['Id'] ?? '', attributes['Target'] ?? '')
  })
  const target = targets.get(ids[0] ?? '') ?? ''
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
  const sheet = entries.get(path)
  if (!sheet) throw new XlsxError('there is no sheet')
  return sheet
}

async function sharedStrings(
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
): Promise<readonly string[]> {
  const entry = entries.get('xl/sharedStrings.xml')
  if (!entry) return []
  const strings: string[] = []
  let text = ''
  let inText = false
  let inPhonetic = false
  const handler: Handler<never> = {
    open({ name }) {
      const local = localName(name)
      if (local === 'si') text = ''
      if (local === 'rPh') inPhonetic = true
      inText = local === 't' && !inPhonetic
    },
    text(part) {
      if (inText) text += part
    },
    close(name) {
      const local = localName(name)
      if (local === 'si') strings.push(text)
      if (local === 'rPh') inPhonetic = false
      inText = false
    },
    take: () => [],
  }
  for await (const _none of parsed(zip, entry, XLSX_LIMITS.sharedStrings, handler)) continue
  return strings
}

/** Gathers what a piece of XML holds. */
interface Handler<Made> {
  readonly open: (tag: sax.Tag) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
  /** What was made since it was last asked. */
  readonly take: () => readonly Made[]
}

function sheetRows(strings: readonly string[]): Handler<XlsxRow> {
  let rows: XlsxRow[] = []
  let row = 0
  let cells: string[] = []
  let column = -1
  let type = ''
  let value = ''
  let formula: number | undefined
  let reading = false
  return {
    open({ name, attributes }) {
      const local = localName(name)
      if (local === 'row') {
        row = Number(attributes['r'] ?? row + 1)
        cells = []
        column = -1
        formula = undefined
      } else if (local === 'c') {
        column = columnOf(attributes['r']) ?? column + 1
        if (column >= XLSX_LIMITS.columns)
          throw new XlsxError(
            `row ${String(row)}: more than ${String(XLSX_LIMITS.columns)} columns`,
          )
        type = attributes['t'] ?? 'n'
        value = ''
      } else if (local === 'f') formula ??= column
      reading = local === 'v' || local === 't'
    },
    text(part) {
      if (!reading) return
      value += part
      if (value.length > XLSX_LIMITS.cell)
        throw new XlsxError(
          `row ${String(row)}: a cell of more than ${String(XLSX_LIMITS.cell)} characters`,
        )
    },
    close(name) {
      const local = localName(name)
      reading = false
      if (local === 'c') {
        while (cells.length < column) cells.push('')
        cells[column] = textOf(type, value, strings)
      } else if (local === 'row' && cells.some((cell) => cell !== '')) {
        rows.push({ row, cells, ...(formula === undefined ? {} : { formula }) })
      }
    },
    take() {
      const taken = rows
      rows = []
      return taken
    },
  }
}

/** Numbers as a person would write them: telephone numbers are often kept as numbers. */
function textOf(type: string, value: string, strings: readonly string[]): string {
  if (type === 's') return strings[Number(value)] ?? ''
  if (type !== 'n' || value === '') return value
  const number = Number(value)
  return Number.isSafeInteger(number) ? String(number) : value
}

/** `C7` is 2. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (letters === undefined) return undefined
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/** The part's XML through the handler, piece by piece; memory does not grow with it. */
async function* parsed<Made>(
  zip: ZipFile,
  entry: Entry,
  most: number,
  handler: Handler<Made>,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<readonly Made[]> {
  const { uncompressedSize, compressedSize, fileName } = entry
  if (uncompressedSize > most || uncompressedSize > Math.max(1, compressedSize) * XLSX_LIMITS.ratio)
    throw new XlsxError(`${fileName} is ${String(uncompressedSize)} bytes unpacked`)
  const parser = sax.parser(true)
  parser.onopentag = (tag) => {
    handler.open(tag as sax.Tag)
  }
  parser.ontext = (text) => handler.text?.(text)
  parser.oncdata = (text) => handler.text?.(text)
  parser.onclosetag = (name) => handler.close?.(name)
  parser.ondoctype = () => {
    throw new XlsxError(`${fileName} has a document type`)
  }
  parser.onerror = (error) => {
    throw new XlsxError(`${fileName} is not well-formed`, { cause: error })
  }
  let stream: Readable
  try {
    stream = await zip.openReadStreamPromise(entry)
  } catch (error) {
    throw new XlsxError(`${fileName} can’t be unpacked`, { cause: error })
  }
  const decoder = new TextDecoder()
  try {
    // yauzl ends the stream with an error where more comes out than the directory says.
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      parser.write(decoder.decode(chunk, { stream: true }))
      onBytes?.(chunk.length)
      const made = handler.take()
      if (made.length > 0) yield made
    }
    parser.close()
  } catch (error) {
    throw error instanceof XlsxError
      ? error
      : new XlsxError(`${fileName} is damaged`, { cause: error })
  } finally {
    stream.destroy()
  }
}
