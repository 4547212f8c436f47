/** How archive documents hang together: month after month, part after part. */
import { documentsOf, type MonthSummary } from './lists'
import { archiveName } from './topics'

/** `2014-07:2` */
export const archiveRef = (month: string, part: number): string => `${month}:${String(part)}`

export function parseArchiveRef(ref: string): { month: string; part: number } {
  const [month = '', part = '1'] = ref.split(':')
  return { month, part: Number(part) }
}

/** The documents before and after a month, whose links change when the month gets more or fewer documents. */
export function neighbours(months: readonly MonthSummary[], name: string): string[] {
  const before = months.findLast(({ month }) => month < name)
  const after = months.find(({ month }) => month > name)
  return [
    ...(before ? [archiveRef(before.month, documentsOf(before))] : []),
    ...(after ? [archiveRef(after.month, 1)] : []),
  ]
}

/** Name of the newest archive document: where a walk through everything begins. */
export function newestArchive(months: readonly MonthSummary[]): string | undefined {
  const last = months.at(-1)
  return last && archiveName(last.month, documentsOf(last))
}

/** Names of the archive documents on either side of one. */
export function archiveLinks(
  months: readonly MonthSummary[],
  month: string,
  part: number,
): { previousArchive?: string; nextArchive?: string } {
  const index = months.findIndex((summary) => summary.month === month)
  const [before, own, after] = [months[index - 1], months[index], months[index + 1]]
  const previous =
    part > 1
      ? archiveName(month, part - 1)
      : before && archiveName(before.month, documentsOf(before))
  const next =
    own && part < documentsOf(own)
      ? archiveName(month, part + 1)
      : after && archiveName(after.month, 1)
  return {
    ...(previous === undefined ? {} : { previousArchive: previous }),
    ...(next === undefined ? {} : { nextArchive: next }),
  }
}
