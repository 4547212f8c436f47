/** What is left of an account's quotas, for people. */
import type { Shelf } from '@/core'

import { current, quotaOf, type QuotaName, type Spent } from './quotas'

export interface QuotaLine {
  readonly name: QuotaName
  readonly label: { readonly zh: string; readonly en: string }
  readonly day: { readonly limit: number; readonly left: number }
  readonly month?: { readonly limit: number; readonly left: number }
  /** Of the day's, kept for what is urgent. */
  readonly reserve: number
}

const LABELS: Readonly<Record<QuotaName, QuotaLine['label']>> = {
  mass: { zh: '群发', en: 'mass sends' },
  publish: { zh: '发布', en: 'publications' },
  draft: { zh: '草稿操作', en: 'draft calls' },
  draftGet: { zh: '读回草稿', en: 'drafts read back' },
  status: { zh: '查询结果', en: 'status calls' },
  publishList: { zh: '查询发布列表', en: 'lists of publications' },
  publishDelete: { zh: '删除', en: 'deletions' },
  upload: { zh: '上传图片', en: 'uploads' },
}

/** As of `now`, those that run out first at the top. */
export async function quotaReport(
  shelf: Shelf,
  of: Parameters<typeof quotaOf>[1],
  now: Date,
): Promise<readonly QuotaLine[]> {
  const lines: QuotaLine[] = []
  for (const name of Object.keys(LABELS) as QuotaName[]) {
    const { day, month, reserve } = quotaOf(name, of)
    const spent = current((await shelf.read(`quota/${name}`)) as Spent | undefined, now)
    lines.push({
      ...{ name, label: LABELS[name], reserve },
      day: { limit: day, left: Math.max(0, day - spent.today) },
      ...(month === undefined
        ? {}
        : { month: { limit: month, left: Math.max(0, month - spent.thisMonth) } }),
    })
  }
  return lines
}
