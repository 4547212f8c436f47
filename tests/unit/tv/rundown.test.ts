/** The studio's rundown: what stands in it, as CSV that no spreadsheet runs, and as a workbook that opens. */
import { describe, expect, it } from 'vitest'
import { fromBuffer, type ZipFile } from 'yauzl'

import type { BroadcastVideo, ReadWeek } from '@/collections/broadcast/read-week'
import { rundownCsv, rundownRows, rundownXlsx } from '@/collections/broadcast/rundown'
import { zh } from '@/collections/broadcast/texts.zh'
import { planWeek, type PlannedColumn } from '@/collections/broadcast/week'

const column: PlannedColumn = {
  slug: 'night-class',
  title: '夜课',
  runtimeMinutes: 25,
  slots: [{ weekday: 'tue', time: '20:00', repeat: false }],
}
const video: BroadcastVideo = {
  id: 'a',
  title: '=1+1，"三步法"',
  columns: ['night-class'],
  episode: 3,
  seconds: 1500,
  publishedAt: '2026-11-01T00:00:00.000Z',
  published: true,
  blocked: [],
  airings: [{ at: '2026-11-23T11:30:00.000Z', repeat: false }],
  productionNumber: '（样）字第001号',
}

function week(): ReadWeek {
  const question = { from: '2026-11-23', days: 2, timeZone: 'Asia/Shanghai' }
  return {
    columns: [column],
    videos: new Map([[video.id, video]]),
    days: planWeek({ ...question, columns: [column], videos: [video] }),
  }
}
const rows = rundownRows(week(), zh, 'Asia/Shanghai')

describe('the rundown', () => {
  it('has a row per programme and per empty slot', () => {
    expect(rows.slice(1)).toEqual([
      [
        ...['2026-11-23', '星期一', '19:30', '19:55', '夜课', 3, video.title, 1500, '', ''],
        ...['（样）字第001号', '', ''],
      ],
      [
        ...['2026-11-24', '星期二', '20:00', '20:25', '夜课', '', '', '', '', '', '', ''],
        '“夜课”时段空缺',
      ],
    ])
  })

  it('is CSV that Excel reads as UTF-8 and runs no formula of', () => {
    const text = rundownCsv(rows).toString()
    expect(text.startsWith('\uFEFF日期,星期,')).toBe(true)
    expect(text.split('\r\n')[1]).toContain(`"'=1+1，""三步法"""`)
  })

  it('is a workbook with the same cells', async () => {
    const sheet = await entryOf(await rundownXlsx(rows, zh.rundown), 'xl/worksheets/sheet1.xml')
    const strings = await entryOf(await rundownXlsx(rows, zh.rundown), 'xl/sharedStrings.xml')
    expect(strings).toContain('（样）字第001号')
    expect(strings).toContain('=1+1')
    expect(sheet).not.toContain('<f>')
    expect(sheet.match(/<row /g)).toHaveLength(3)
  })
})

/** One file of a zip, as text. */
const entryOf = (zip: Buffer, name: string): Promise<string> =>
  new Promise((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (fault, file: ZipFile | undefined) => {
      if (fault ?? !file) {
        reject(fault ?? new Error('no zip'))
        return
      }
      file.on('entry', (entry: { fileName: string }) => {
        if (entry.fileName !== name) {
          file.readEntry()
          return
        }
        file.openReadStream(entry as Parameters<ZipFile['openReadStream']>[0], (error, stream) => {
          const chunks: Buffer[] = []
          if (error) reject(error)
          stream?.on('data', (chunk: Buffer) => chunks.push(chunk))
          stream?.on('end', () => {
            resolve(Buffer.concat(chunks).toString())
          })
        })
      })
      file.on('end', () => {
        reject(new Error(`no ${name}`))
      })
      file.readEntry()
    })
  })
