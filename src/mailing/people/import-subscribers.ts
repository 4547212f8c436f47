/** Reads a list of subscribers from a CSV file or an Excel workbook of any length, in one pass and in little memory. */
import { basename, extname } from 'node:path'

import { CsvError } from 'csv-parse'

import type { MailingStore, NewSubscriber } from '../store'
import { lineThatIsNotUtf8, readCsv } from './csv'
import { problem, type ImportProblem } from './problems'
import { OPTIONAL_COLUMNS, readRow, REQUIRED_COLUMNS, type Column, type RowRules } from './rows'
import { createSeen } from './seen'
import { readXlsx, XlsxError } from './xlsx'

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
  const isWorkbook = extname(file).toLowerCase() === '.xlsx'
  const badLine = isWorkbook ? undefined : await lineThatIsNotUtf8(file)
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
    for await (const { record, line, formula } of rowsOf(file, isWorkbook, request.onProgress)) {
      const at = { file: name, line }
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
      if (formula !== undefined) {
        const column = columns[formula]
        refuse('formula-cell', { ...at, ...(column === undefined ? {} : { column }) })
        report.refused += 1
        continue
      }
      // A workbook has no cells after the last one that was filled in.
      while (isWorkbook && record.length < columns.length) record.push('')
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
      const earlier = seen.add(read.subscriber.lookup, line)
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
    if (error instanceof XlsxError)
      refuse('not-xlsx', { file: name, line: report.rows }, `（${error.message}）`)
    else if (error instanceof CsvError)
      refuse('not-csv', { file: name, line: Number(error['lines'] ?? 0) }, `（${error.code}）`)
    else throw error
    report.refused += 1
  }
  if (!columns && report.refused === 0) {
    headerProblems([], name).forEach(onProblem)
    return { ...report, refused: 1 }
  }
  await write()
  return report
}

interface Row {
  readonly record: string[]
  /** Of the row's end in a text, or Excel's number of it. */
  readonly line: number
  /** The cell that holds a formula. */
  readonly formula?: number
}

async function* rowsOf(
  file: string,
  isWorkbook: boolean,
  onProgress: ImportSubscribers['onProgress'],
): AsyncGenerator<Row> {
  if (!isWorkbook) {
    for await (const { record, info } of readCsv(file, onProgress))
      yield { record: [...record], line: info.lines }
    return
  }
  for await (const { cells, row, formula } of readXlsx(file, onProgress))
    yield { record: [...cells], line: row, ...(formula === undefined ? {} : { formula }) }
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
