/** Reads a list of subscribers from a CSV file of any length, in one pass and in little memory. */
import { isUtf8 } from 'node:buffer'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'

import { CsvError, parse, type Info } from 'csv-parse'

import type { MailingStore, NewSubscriber } from '../store'
import { problem, type ImportProblem } from './problems'
import { OPTIONAL_COLUMNS, readRow, REQUIRED_COLUMNS, type Column, type RowRules } from './rows'
import { createSeen } from './seen'

export interface ImportSubscribers extends Omit<RowRules, 'now' | 'source'> {
  readonly store: MailingStore
  /** A path. */
  readonly file: string
  /** Where consent was given, for rows that don't say. Default: the file's name. */
  readonly source?: string
  /** Says what would happen and writes nothing. */
  readonly dryRun: boolean
  readonly now: () => Date
  readonly onProblem: (problem: ImportProblem) => void
  /** Bytes read of how many. */
  readonly onProgress?: (done: number, total: number) => void
}

export interface SubscriberReport {
  rows: number
  created: number
  updated: number
  unchanged: number
  /** Left, erased or undeliverable: an import does not bring anybody back. */
  suppressed: number
  refused: number
}

/** Rows written together. */
const TOGETHER = 1000
/** Characters in one row; more is a quotation mark that was never closed. */
const LONGEST_ROW = 100_000
const CHUNK = 1 << 18

/**
 * Good rows are stored, bad ones are told and left out; the same file again changes nothing. A file that is not UTF-8 or whose
 * header is wrong is refused before anything is written. Rejects only where the file can't be read or the store fails.
 */
export async function importSubscribers(request: ImportSubscribers): Promise<SubscriberReport> {
  const { store, file, onProblem, dryRun, now } = request
  const report = { rows: 0, created: 0, updated: 0, unchanged: 0, suppressed: 0, refused: 0 }
  const name = basename(file)
  const refuse = (...given: Parameters<typeof problem>): void => {
    onProblem(problem(...given))
  }
  const badLine = await lineThatIsNotUtf8(file)
  if (badLine !== undefined) {
    refuse('not-utf8', { file: name, line: badLine })
    return { ...report, refused: 1 }
  }

  const rules: RowRules = { ...request, source: request.source ?? name, now: now().getTime() }
  const seen = createSeen()
  let columns: Column[] | undefined
  let waiting: NewSubscriber[] = []
  const write = async (): Promise<void> => {
    if (waiting.length === 0) return
    const outcomes = await (dryRun ? store.preview(waiting) : store.put(waiting, now().getTime()))
    for (const outcome of outcomes) report[outcome] += 1
    waiting = []
    // SQLite works in this thread: let others have a turn.
    await new Promise<void>((resolve) => setImmediate(resolve))
  }

  try {
    for await (const { record, info } of recordsOf(file, request.onProgress)) {
      const at = { file: name, line: info.lines }
      if (!columns) {
        const wrong = headerProblems(record, name)
        if (wrong.length > 0) {
          wrong.forEach(onProblem)
          return { ...report, refused: 1 }
        }
        columns = record as Column[]
        continue
      }
      report.rows += 1
      if (record.length !== columns.length) {
        const more = `（${String(record.length)} / ${String(columns.length)}）`
        refuse('wrong-cell-count', at, more)
        report.refused += 1
        continue
      }
      const cells = Object.fromEntries(
        columns.map((column, index) => [column, record[index] ?? '']),
      )
      const read = readRow(cells, rules)
      if ('wrong' in read) {
        for (const { code, column } of read.wrong)
          refuse(code, { ...at, column, value: cells[column] ?? '' })
        report.refused += 1
        continue
      }
      const earlier = seen.add(read.subscriber.lookup, info.lines)
      if (earlier !== undefined) {
        const value = cells['address'] ?? ''
        const more = `（${String(earlier)}）`
        refuse('repeated-address', { ...at, column: 'address', value }, more)
        report.refused += 1
        continue
      }
      waiting.push(read.subscriber)
      if (waiting.length >= TOGETHER) await write()
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = Number(error['lines'] ?? 0)
    refuse('not-csv', { file: name, line }, `（${error.code}）`)
    report.refused += 1
  }
  if (!columns && report.refused === 0) {
    headerProblems([], name).forEach(onProblem)
    return { ...report, refused: 1 }
  }
  await write()
  return report
}

interface Read {
  readonly record: readonly string[]
  readonly info: Info
}

async function* recordsOf(
  file: string,
  onProgress: ImportSubscribers['onProgress'],
): AsyncGenerator<Read> {
  const { size } = await stat(file)
  const source = createReadStream(file, { highWaterMark: CHUNK })
  let done = 0
  source.on('data', (chunk) => {
    done += chunk.length
    onProgress?.(done, size)
  })
  const parser = parse({
    bom: true,
    info: true,
    relaxColumnCount: true,
    skipEmptyLines: true,
    maxRecordSize: LONGEST_ROW,
  })
  source.once('error', (error) => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const read of parser) yield read as Read
  } finally {
    source.destroy()
    if (!source.closed) await once(source, 'close')
  }
}

function headerProblems(header: readonly string[], file: string): ImportProblem[] {
  const at = { file, line: 1 }
  const known: readonly string[] = [...REQUIRED_COLUMNS, ...OPTIONAL_COLUMNS]
  return [
    ...REQUIRED_COLUMNS.filter((column) => !header.includes(column)).map((column) =>
      problem('missing-column', { ...at, column }),
    ),
    ...header
      .filter((column) => !known.includes(column))
      .map((column) => problem('unknown-column', { ...at, value: column })),
    ...header
      .filter((column, index) => header.indexOf(column) < index)
      .map((column) => problem('repeated-column', { ...at, column })),
  ]
}

/** The line in which the first wrong byte stands. Looks at whole lines, since a character may span two chunks. */
async function lineThatIsNotUtf8(file: string): Promise<number | undefined> {
  let line = 1
  let rest = Buffer.alloc(0)
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK })) {
    const bytes = Buffer.concat([rest, chunk as Buffer])
    // No row is that long: the parser will say so.
    if (bytes.length > CHUNK + LONGEST_ROW * 4) return undefined
    const end = bytes.lastIndexOf(10) + 1
    const whole = bytes.subarray(0, end)
    if (!isUtf8(whole)) return line + linesBeforeFault(whole)
    line += linesIn(whole)
    rest = bytes.subarray(end)
  }
  return isUtf8(rest) ? undefined : line
}

function linesBeforeFault(bytes: Buffer): number {
  for (let from = 0, line = 0; ; line += 1) {
    const end = bytes.indexOf(10, from) + 1
    if (end === 0 || !isUtf8(bytes.subarray(from, end))) return line
    from = end
  }
}

function linesIn(bytes: Buffer): number {
  let lines = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1
  return lines
}
