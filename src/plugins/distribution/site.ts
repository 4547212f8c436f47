/** The site as channels see it: what editors set, plus what the installation knows. */
import type { Payload } from 'payload'

import type { Site } from '@/core'

export interface SiteOptions {
  readonly publicUrl: string
  readonly timeZone: string
  readonly now: () => Date
}

interface SiteRow {
  title?: string | null
  description?: string | null
  publisher?: string | null
  contact?: string | null
  icp?: string | null
  language?: string | null
  tagAuthority?: string | null
  tagYear?: number | null
}

export async function readSite(payload: Payload, options: SiteOptions): Promise<Site> {
  const row = (await payload.findGlobal({
    slug: 'site',
    depth: 0,
    overrideAccess: true,
  })) as SiteRow
  return {
    publicUrl: options.publicUrl,
    timeZone: options.timeZone,
    title: row.title ?? '',
    description: row.description ?? '',
    publisher: row.publisher ?? '',
    ...(row.contact ? { contact: row.contact } : {}),
    ...(row.icp ? { icp: row.icp } : {}),
    language: row.language ?? 'zh-CN',
    tagAuthority: row.tagAuthority ?? new URL(options.publicUrl).hostname,
    tagYear: row.tagYear ?? options.now().getUTCFullYear(),
  }
}

/** Fixes, at the first start, what permanent ids are made of. */
export async function ensureSite(payload: Payload, options: SiteOptions): Promise<void> {
  const row = (await payload.findGlobal({
    slug: 'site',
    depth: 0,
    overrideAccess: true,
  })) as SiteRow
  if (row.tagAuthority && row.tagYear) return
  const { tagAuthority, tagYear } = await readSite(payload, options)
  await payload.updateGlobal({
    slug: 'site',
    data: { tagAuthority, tagYear },
    overrideAccess: true,
  })
}
