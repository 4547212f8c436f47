/** A document as the API gives it: whole addresses, attribution, schema.org data. Values in, values out. */
import {
  absoluteUrl,
  escapeHtml,
  itemPath,
  tagUri,
  type Item,
  type RecordHead,
  type Site,
} from '@/core'

import { lrmiOf } from './lrmi'

export const idOf = (site: Site, { type, id }: Pick<Item, 'type' | 'id'>): string =>
  tagUri(site, `${type}/${id}`)

/** What is in every answer, whichever fields were asked for. */
export const ALWAYS = ['id', 'type', 'documentId', 'revision', 'hash'] as const
/** What may be asked for, with `fields=`. */
export const FIELDS = [
  ...['url', 'slug', 'title', 'summary', 'language', 'publishedAt', 'updatedAt', 'changedAt'],
  ...['themes', 'audiences', 'courses', 'credits', 'attribution', 'html', 'cover'],
  ...['attachments', 'files', 'corrections', 'rights', 'details', 'lrmi'],
] as const

/** `undefined` for all of them. */
export type Fields = ReadonlySet<string> | undefined

export function resourceOf(
  head: RecordHead,
  item: Item,
  site: Site,
  fields?: Fields,
): Readonly<Record<string, unknown>> {
  const url = absoluteUrl(site, itemPath(item))
  const makers: Readonly<Record<string, () => unknown>> = {
    url: () => url,
    slug: () => item.slug,
    title: () => item.title,
    summary: () => item.summary,
    language: () => item.language,
    publishedAt: () => item.publishedAt,
    updatedAt: () => item.updatedAt,
    changedAt: () => head.changedAt,
    themes: () => item.themes,
    audiences: () => item.audiences,
    courses: () => item.courses,
    credits: () => item.credits,
    attribution: () => attributionOf(item, site),
    html: () => absoluteHtml(item.html, site),
    cover: () => item.cover && absolute(item.cover, site),
    attachments: () => absolute(item.attachments, site),
    files: () => absolute(item.files, site),
    corrections: () => item.corrections,
    rights: () => ({
      ...(head.from === undefined ? {} : { from: head.from }),
      ...(head.until === undefined ? {} : { until: head.until }),
    }),
    details: () => absolute(item.details, site),
    lrmi: () => lrmiOf(item, site),
  }
  const chosen = Object.entries(makers)
    .filter(([name]) => fields === undefined || fields.has(name))
    .map(([name, make]) => [name, make()] as const)
    .filter(([, value]) => value !== undefined)
  return {
    id: idOf(site, item),
    type: item.type,
    documentId: item.id,
    revision: head.revision,
    hash: head.hash,
    ...Object.fromEntries(chosen),
  }
}

/** What a site shows with it: whose it is, and where the original is. */
export function attributionOf(
  item: Item,
  site: Site,
): { readonly text: string; readonly html: string; readonly canonical: string } {
  const canonical = absoluteUrl(site, itemPath(item))
  const from = site.publisher || site.title
  const name = item.credits.author && item.credits.author !== from ? ` ${item.credits.author}` : ''
  const source = item.credits.source?.name ? `（来源：${item.credits.source.name}）` : ''
  return {
    text: `转自 ${from}${name}${source}：《${item.title}》 ${canonical}`,
    html: `<p>转自 ${escapeHtml(from + name + source)}：<a href="${escapeHtml(canonical)}" rel="canonical">《${escapeHtml(item.title)}》</a></p>`,
    canonical,
  }
}

/** Addresses of our own files, in texts we wrote ourselves: attributes are double-quoted. */
export const absoluteHtml = (html: string, site: Pick<Site, 'publicUrl'>): string =>
  html
    .replace(/(\s(?:src|href|poster)=")\/(?!\/)/g, `$1${site.publicUrl}/`)
    .replace(/(\ssrcset=")([^"]*)/g, (_whole, start: string, list: string) =>
      start.concat(list.replace(/(^|,\s*)\/(?!\/)/g, `$1${site.publicUrl}/`)),
    )

/** Makes every `url` in it whole, and texts that end in `Html`. */
export function absolute<Value>(value: Value, site: Pick<Site, 'publicUrl'>): Value
export function absolute(value: unknown, site: Pick<Site, 'publicUrl'>): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => absolute(each, site))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, unknown]) => {
      if (typeof member !== 'string') return [name, absolute(member, site)]
      if (name === 'url') return [name, absoluteUrl(site, member)]
      return [name, name.endsWith('Html') ? absoluteHtml(member, site) : member]
    }),
  )
}
