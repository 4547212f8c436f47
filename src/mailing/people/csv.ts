/** Reads CSV row by row, and says where it is not UTF-8. */
import { isUtf8 } from 'node:buffer'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'

import { parse, type Info } from 'csv-parse'

/** Characters in one row; more is a quotation mark that was never closed. */
const LONGEST_ROW = 100_000
const CHUNK = 1 << 18

export interface CsvRow {
  readonly record: readonly string[]
  readonly info: Info
}

export async function* readCsv(
  file: string,
  onProgress?: (done: number, total: number) => void,
): AsyncGenerator<CsvRow> {
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
    for await (const read of parser) yield read as CsvRow
  } finally {
    source.destroy()
    if (!source.closed) await once(source, 'close')
  }
}

/** The line in which the first wrong byte stands. Looks at whole lines, since a character may span two chunks. */
export async function lineThatIsNotUtf8(file: string): Promise<number | undefined> {
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
