/** The plain pages of the delivery plane itself, Chinese first, English beside. */
import { escapeHtml, type Site } from '@/core'

import { en } from './texts.en'
import { zh } from './texts.zh'

export type PageSite = Pick<Site, 'title' | 'publicUrl' | 'language'>

export type PageName =
  'notFound' | 'gone' | 'moved' | 'badRequest' | 'notAllowed' | 'notAcceptable' | 'unavailable'

export interface PageDetails {
  /** An editor's words, shown above ours. */
  readonly notice?: string
  /** Root-relative address to go on to. */
  readonly link?: string
}

const STYLE =
  'body{max-width:40rem;margin:15vh auto;padding:0 1.5rem;font:1rem/1.75 system-ui,sans-serif;color:#222;background:#fff}' +
  'h1{font-size:1.5rem;line-height:1.4}.en{color:#555}.notice{border-left:.25rem solid #b3261e;padding-left:1rem}' +
  'a{color:#0b57d0}@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}.en{color:#aaa}a{color:#8ab4f8}}'

export function page(name: PageName, site: PageSite, { notice, link }: PageDetails = {}): Buffer {
  const title = zh[name].title
  const text = link === undefined ? '' : `<a href="${escapeHtml(link)}">${escapeHtml(link)}</a>`
  return Buffer.from(
    `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · ${escapeHtml(site.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title}<br><span class="en" lang="en">${en[name].title}</span></h1>
${notice === undefined || notice === '' ? '' : `<p class="notice">${escapeHtml(notice)}</p>\n`}<p>${zh[name].text}${text}</p>
<p class="en" lang="en">${en[name].text}${text}</p>
<p><a href="/">${zh.home} / ${en.home}</a></p>
</body>
</html>
`,
  )
}
