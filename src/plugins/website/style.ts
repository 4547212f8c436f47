/** The one stylesheet. Type and spacing for Chinese text (CLREQ): 1.75 line height, no leading or trailing marks, system fonts. */
import { createHash } from 'node:crypto'

const CSS = `:root{color-scheme:light dark;--ink:#1f2328;--soft:#5b636d;--line:#dfe2e6;--paper:#fff;--tint:#f6f4f0;--accent:#a4161a;--link:#8a1216;--focus:#0b5fff}
@media(prefers-color-scheme:dark){:root{--ink:#e6e6e3;--soft:#a3a8ae;--line:#3a3f45;--paper:#17191c;--tint:#212428;--accent:#ff8a80;--link:#ffb3ab;--focus:#8ab4ff}}
*{box-sizing:border-box}
html{font-size:100%;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.75 system-ui,"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;line-break:strict;overflow-wrap:anywhere;text-spacing-trim:trim-start}
a{color:var(--link);text-underline-offset:.2em}
a:focus-visible,summary:focus-visible,video:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.skip{position:absolute;left:-99em}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem;z-index:1}
.en{color:var(--soft);font-size:.82em}
header.site{border-top:4px solid var(--accent);border-bottom:1px solid var(--line)}
header.site>div,main,footer.site>div{max-width:46rem;margin:0 auto;padding:0 1rem}
header.site>div{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:baseline;padding-block:.75rem}
.brand{font-size:1.375rem;font-weight:700;color:var(--accent);text-decoration:none}
nav ul{display:flex;flex-wrap:wrap;gap:.125rem 1rem;list-style:none;margin:0;padding:0}
nav.main a{display:inline-block;padding:.5rem 0;text-decoration:none}nav.main a:hover{text-decoration:underline}
main{padding-block:1.25rem 3rem}
.crumbs{font-size:.875rem;color:var(--soft);margin-bottom:.75rem}
h1{font-size:1.75rem;line-height:1.4;margin:.25rem 0 .75rem;text-wrap:balance}
h2{font-size:1.3125rem;line-height:1.5;margin:2rem 0 .5rem}h3{font-size:1.125rem;margin:1.5rem 0 .25rem}h4{font-size:1.0625rem;margin:1.25rem 0 .25rem}
p,ul,ol,dl,table,figure,blockquote,aside,details{margin:0 0 1rem}
.summary{color:var(--soft);font-size:1.0625rem;border-left:3px solid var(--accent);padding-left:.75rem}
.meta{font-size:.875rem;color:var(--soft);display:flex;flex-wrap:wrap;gap:.125rem 1.25rem;margin:0 0 1rem;padding:0;list-style:none}
figure img,figure video{display:block;max-width:100%;height:auto;border-radius:4px;background:var(--tint)}figure video{width:100%}
figcaption{font-size:.875rem;color:var(--soft);padding-top:.375rem}
.indent>p{text-indent:2em}
table{border-collapse:collapse;width:100%;display:block;overflow-x:auto;font-size:1rem}
th,td{border:1px solid var(--line);padding:.375rem .625rem;text-align:start;vertical-align:top;min-width:5em}th{background:var(--tint)}
blockquote{border-left:3px solid var(--line);margin-inline:0;padding-left:1rem;color:var(--soft)}
.callout,.box,.qa,.download{background:var(--tint);border-radius:6px;padding:.75rem 1rem;margin-bottom:1rem}
.callout>:last-child,.box>:last-child,.qa>:last-child{margin-bottom:0}.callout-warning{border-left:4px solid var(--accent)}.qa>h3,.box>h2{margin-top:0}
.clause{border-left:3px solid var(--accent);padding-left:.75rem;color:var(--soft)}
details>summary{cursor:pointer;padding:.5rem 0;color:var(--link)}
ol.quiz>li{margin-bottom:1.25rem}ol.options{list-style:none;padding-left:0}
.list{list-style:none;padding:0}.list>li{padding:.875rem 0;border-bottom:1px solid var(--line)}
.list .title{font-size:1.125rem;font-weight:600;text-decoration:none}.list .title:hover{text-decoration:underline}
.list p{margin:.125rem 0 0;color:var(--soft);font-size:.9375rem}
.months{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;padding:0}
.credits{border-top:1px solid var(--line);padding-top:.75rem}
footer.site{border-top:1px solid var(--line);color:var(--soft);font-size:.875rem}footer.site>div{padding-block:1rem}
@media print{header.site nav,.skip,footer.site,video{display:none}body{color:#000;background:#fff;font-size:11pt}a{color:inherit}details{display:block}details>*{display:block!important}}
`

export const STYLE = new TextEncoder().encode(CSS)

/** Its name changes with its content, so it may be kept for ever. */
export const STYLE_PATH = `/assets/website-${createHash('sha256').update(STYLE).digest('hex').slice(0, 8)}.css`
