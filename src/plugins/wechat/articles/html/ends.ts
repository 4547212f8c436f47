/** How an article begins and ends: corrections, attachments, notes, credits, the page it came from. */
import type { Element, ElementContent } from 'hast'

import { absoluteUrl, dayOf, itemPath, type Item, type MediaFile, type Site } from '@/core'

import { zh } from '../texts.zh'
import { noteMark } from './links'
import { box, part, plain, text, type Context } from './tree'

/** The address of the document's page: what 阅读原文 opens. */
export const pageOf = (item: Pick<Item, 'type' | 'slug'>, site: Site): string =>
  absoluteUrl(site, itemPath(item))

/** Every correction, newest last, before anything else is read. */
export function notice(context: Context): Element[] {
  const { corrections } = context.item
  return corrections.length === 0
    ? []
    : [
        part(
          context,
          'notice',
          'section',
          corrections.map(({ at, note }) =>
            plain('p', [
              plain('strong', [text(`${zh.correction}（${dayOf(at, context.site.timeZone)}）：`)]),
              text(note),
            ]),
          ),
        ),
      ]
}

export function attachments(context: Context): Element[] {
  const { attachments: files } = context.item
  if (files.length === 0) return []
  return box(context, zh.attachments, [
    ...files.map((file) =>
      part(context, 'row', 'p', `《${nameOf(file)}》（${formatOf(file)}，${sizeOf(file.bytes)}）`),
    ),
    part(context, 'paragraph', 'p', [part(context, 'name', 'span', zh.download)]),
  ])
}

const nameOf = ({ title, url }: MediaFile): string => title ?? decodeURIComponent(fileName(url))
const fileName = (url: string): string => url.slice(url.lastIndexOf('/') + 1)
const formatOf = ({ url }: MediaFile): string =>
  (/\.([a-z0-9]{1,5})$/i.exec(fileName(url))?.[1] ?? '').toUpperCase()

/** `1.2 MB`; 1 KB = 1,024 bytes. */
const sizeOf = (bytes: number): string =>
  bytes >= 1024 ** 2
    ? `${(bytes / 1024 ** 2).toFixed(1)} MB`
    : `${String(Math.max(1, Math.round(bytes / 1024)))} KB`

/** Call it after everything else was written: it lists what was noted on the way. */
export function notes(context: Context): Element[] {
  const { all } = context.notes
  return all.length === 0
    ? []
    : [
        part(context, 'notes', 'section', [
          part(context, 'boxTitle', 'p', zh.notes),
          ...all.map(({ content, url }, index) =>
            part(context, 'note', 'p', [
              text(`[${String(index + 1)}] `),
              ...content,
              ...(url === undefined ? [] : [text(content.length === 0 ? url : `：${url}`)]),
            ]),
          ),
        ]),
      ]
}

export function foot(context: Context): Element[] {
  const { item, site } = context
  const { author, source, responsibleEditor, proofreader, reviewer } = item.credits
  const line = (name: string, content: readonly ElementContent[]): Element =>
    part(context, 'row', 'p', [text(`${name}：`), ...content])
  const named = (name: string, value: string | undefined): Element[] =>
    value ? [line(name, [text(value)])] : []
  const from = source && [source.name, source.date].filter(Boolean).join('，')
  const people = (
    [
      [zh.responsibleEditor, responsibleEditor],
      [zh.proofreader, proofreader],
      [zh.reviewer, reviewer],
    ] as const
  )
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}：${value ?? ''}`)
  return [
    part(context, 'foot', 'section', [
      ...(source && from
        ? [
            line(zh.source, [
              text(from),
              ...(source.url ? [noteMark(context, source.url, source.name)] : []),
            ]),
          ]
        : []),
      ...named(zh.by, author),
      ...(people.length === 0 ? [] : [part(context, 'row', 'p', people.join('　'))]),
      line(zh.page, [part(context, 'note', 'span', pageOf(item, site))]),
    ]),
  ]
}
