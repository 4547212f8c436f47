/** The studio's rundown (串联单) of some days, as CSV and as a workbook. */
import writeXlsxFile from 'write-excel-file/node'

import { csvText } from '@/core'

import { clockOf, weekdayOf } from './local-day'
import type { ReadWeek } from './read-week'
import type { BroadcastTexts } from './texts.zh'
import { findingText } from './words'

const COLUMNS = [
  ...(['date', 'weekday', 'start', 'end', 'column', 'episode', 'title', 'seconds'] as const),
  ...(['repeat', 'producer', 'productionNumber', 'approvalNumber', 'remarks'] as const),
]

/** Characters a column of the workbook is wide, in the order of COLUMNS. */
const WIDTHS = [12, 10, 8, 8, 18, 8, 40, 12, 8, 20, 20, 20, 60]

type Cell = string | number

/** The head, then a row per programme and per slot nothing fills. */
export function rundownRows(
  { days, videos }: ReadWeek,
  t: BroadcastTexts,
  timeZone: string,
): readonly (readonly Cell[])[] {
  const rows = days.flatMap(({ day, entries }) =>
    entries.map(({ at, until, column, video, repeat, findings }): Cell[] => {
      const known = videos.get(video?.id ?? '')
      return [
        day,
        t[weekdayOf(day)],
        clockOf(at, timeZone),
        clockOf(until, timeZone),
        column?.title ?? '',
        known?.episode ?? '',
        known?.title ?? '',
        known?.seconds ?? '',
        repeat ? t.repeat : '',
        known?.producer ?? '',
        known?.productionNumber ?? '',
        known?.approvalNumber ?? '',
        findings.map((finding) => findingText(finding, t, timeZone)).join('；'),
      ]
    }),
  )
  return [COLUMNS.map((name) => t[name]), ...rows]
}

export const rundownCsv = (rows: readonly (readonly Cell[])[]): Buffer => Buffer.from(csvText(rows))

export const rundownXlsx = async (
  rows: readonly (readonly Cell[])[],
  sheet: string,
): Promise<Buffer> =>
  writeXlsxFile(
    rows.map((row, index) =>
      row.map((value) =>
        value === ''
          ? null
          : typeof value === 'number'
            ? { type: Number, value }
            : { type: String, value, ...(index === 0 ? { fontWeight: 'bold' as const } : {}) },
      ),
    ),
    { sheet, columns: WIDTHS.map((width) => ({ width })), stickyRowsCount: 1 },
  ).toBuffer()
