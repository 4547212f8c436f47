// The page both rivals make: what a reader sees of a document, in the frame of ours. Less than ours, which also links neighbours.
import { readdirSync } from 'node:fs'

const escape = (text) =>
  text.replace(
    /[&<>"]/g,
    (found) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[found],
  )

export const page = (item) => `<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(item.title)}</title>
<meta name="description" content="${escape(item.summary)}">
<link rel="canonical" href="https://hub.example.org/${item.type}/${item.slug}">
<meta property="og:title" content="${escape(item.title)}">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><a href="/">首页</a><nav><ul><li><a href="/articles/">文章</a></li><li><a href="/videos/">视频</a></li></ul></nav></header>
<main><article>
<h1>${escape(item.title)}</h1>
<p><time datetime="${item.publishedAt}">${item.publishedAt.slice(0, 10)}</time> ${escape(item.credits.author)}</p>
<p>${escape(item.summary)}</p>
<div>${item.html}</div>
</article></main>
<footer><a href="/feeds/">订阅</a></footer>
</body>
</html>
`

/** Pages below a directory, so that no rival is fast by making none. */
export const countPages = (directory) =>
  readdirSync(directory, { recursive: true }).filter((name) => name.endsWith('.html')).length
