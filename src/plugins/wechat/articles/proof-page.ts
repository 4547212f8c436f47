/** An article as a phone shows it, as one page: for the sandboxed frame of the proof. It runs nothing and loads pictures only. */
import { escapeHtml } from '@/core'

export interface ArticlePage {
  readonly title: string
  readonly author: string
  /** Finished HTML of the renderer. */
  readonly content: string
  /** The account's name. */
  readonly account: string
  /** As written, `2014-07-02`. */
  readonly day: string
}

/** As far as WeChat's own page is known: 375 pixels, 16 beside the text, grey system type, no margins of the browser. */
const STYLE = `
html { color-scheme: light; background: #fff }
body { margin: 0; padding: 20px 16px 32px; overflow-wrap: break-word; color: #222;
  font: 17px/1.6 -apple-system, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif }
h1, h2, h3, p, ul, ol, blockquote, pre, section { margin: 0; padding: 0 }
h1 { font-size: 22px; line-height: 1.4; margin-bottom: 14px; font-weight: 600 }
.by { margin-bottom: 22px; font-size: 15px; color: #767676 }
.by span { color: #576b95 }
`

export const articlePage = ({ title, author, content, account, day }: ArticlePage): string =>
  `<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p class="by">${author === '' ? '' : `${escapeHtml(author)} `}<span>${escapeHtml(account)}</span> ${escapeHtml(day)}</p>
${content}
</body>
</html>
`
