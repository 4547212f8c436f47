/** `/tv/`: where partners find the feeds. */
import { cleanLine, escapeXml, type Site } from '@/core'

import { feedPath, FORMATS, SCHEDULE_PATH } from './feed'
import { en } from './texts.en'
import { zh } from './texts.zh'

export interface ListedColumn {
  readonly slug: string
  readonly title: string
  readonly description: string
  readonly producer: string
}

const LABELS = { mrss: 'Media RSS', json: 'JSON' } as const
const TYPES = { mrss: 'application/rss+xml', json: 'application/json' } as const

export function renderIndex(site: Site, columns: readonly ListedColumn[]): string {
  const home = cleanLine(site.title) || new URL(site.publicUrl).hostname
  const rows = columns.map(({ slug, title, description, producer }) => {
    const links = FORMATS.map(
      (format) =>
        `<a type="${TYPES[format]}" href="${feedPath(slug, format)}">${LABELS[format]}</a>`,
    )
    return (
      `<li id="${escapeXml(slug)}"><h2>${escapeXml(title)}</h2>` +
      (description === '' ? '' : `<p>${escapeXml(description)}</p>`) +
      (producer === '' ? '' : `<p>${both('producer', '：')}${escapeXml(producer)}</p>`) +
      `<p>${both('feed', '：')}${links.join(' ')}</p></li>`
    )
  })
  return `<!doctype html>
<html lang="${escapeXml(site.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(`${zh.title} · ${home}`)}</title>
${columns
  .map(
    ({ slug, title }) =>
      `<link rel="alternate" type="application/rss+xml" title="${escapeXml(title)}" href="${feedPath(slug, 'mrss')}">\n`,
  )
  .join('')}<style>${STYLE}</style>
</head>
<body>
<main>
<p><a href="/">${escapeXml(home)}</a></p>
<h1>${both('title')}</h1>
<p>${zh.help}<br><span lang="en">${en.help}</span></p>
<p><a type="application/xml" href="${SCHEDULE_PATH}">${both('schedule')}</a></p>
${rows.length === 0 ? `<p>${both('noColumns')}</p>` : `<ul>\n${rows.join('\n')}\n</ul>`}
</main>
</body>
</html>
`
}

const both = (key: keyof typeof zh, after = ''): string =>
  `${zh[key]} <span lang="en">${en[key]}</span>${after}`

const STYLE = `
:root{color-scheme:light dark;--line:#d9d2c5;--soft:#6b6459;--accent:#a8201a}
@media (prefers-color-scheme:dark){:root{--line:#45413a;--soft:#a9a297;--accent:#f0867f}}
body{margin:0;font:1rem/1.75 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
main{max-width:46rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.75rem;line-height:1.3;border-bottom:3px solid var(--accent);padding-bottom:.5rem}
h2{font-size:1.125rem;margin:0}
[lang=en]{color:var(--soft);font-size:.875em;font-weight:400}
ul{list-style:none;margin:0;padding:0}
li{padding:.75rem 0;border-bottom:1px solid var(--line)}
li p{margin:.25rem 0}
a{color:var(--accent);text-underline-offset:.2em}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
`
