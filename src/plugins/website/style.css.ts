/**
 * The one stylesheet. Type and spacing for Chinese text (W3C CLREQ, GB/T 9704): line height 1.75, no punctuation at the
 * wrong end of a line, fonts the device has, paragraphs of policy texts indented by two characters.
 */
import { createHash } from 'node:crypto'

const CSS = `:root {
  color-scheme: light dark;
  --ink: #1f2328; --soft: #57606a; --line: #d9dde2; --paper: #fff; --tint: #f6f4f0;
  --accent: #a4161a; --link: #8a1216; --focus: #0b5fff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e6e3; --soft: #a8adb3; --line: #3a3f45; --paper: #17191c; --tint: #212428;
    --accent: #ff8a80; --link: #ffb3ab; --focus: #8ab4ff;
  }
}
* { box-sizing: border-box }
html { font-size: 100%; -webkit-text-size-adjust: 100% }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.75 system-ui, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
  line-break: strict; overflow-wrap: anywhere; text-spacing-trim: trim-start;
}
a { color: var(--link); text-underline-offset: .2em }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px }
.skip { position: absolute; left: -99em }
.skip:focus { left: 1rem; top: 1rem; z-index: 1; background: var(--paper); padding: .5rem 1rem }
.en { color: var(--soft); font-size: .8125em; font-weight: 400 }
.row { display: flex; flex-wrap: wrap; gap: .125rem 1.25rem; list-style: none; margin: 0; padding: 0 }

header.site { border-top: 4px solid var(--accent); border-bottom: 1px solid var(--line) }
header.site > div, main, footer.site > div { max-width: 48rem; margin: 0 auto; padding: 0 1rem }
header.site > div { padding-block: .75rem .25rem }
.brand { font-size: 1.375rem; font-weight: 700; color: var(--accent); text-decoration: none }
.sections a { display: inline-block; padding: .375rem 0; color: var(--ink); text-decoration: none; border-bottom: 3px solid transparent }
.sections a:hover, .sections a[aria-current] { border-color: var(--accent) }
main { padding-block: 1.25rem 3rem }
.crumbs { font-size: .875rem; color: var(--soft); margin-bottom: .75rem }
.crumbs .row { gap: 0 }
.crumbs li + li::before { content: "›"; padding: 0 .5rem }
footer.site { border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem }
footer.site > div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1.25rem; padding-block: 1rem }
footer.site p { margin: 0 }

h1 { font-size: 1.75rem; line-height: 1.4; margin: .25rem 0 .75rem; text-wrap: balance }
h2 { font-size: 1.3125rem; line-height: 1.5; margin: 2rem 0 .5rem }
h3 { font-size: 1.125rem; margin: 1.5rem 0 .25rem }
h4, h5, h6 { font-size: 1.0625rem; margin: 1.25rem 0 .25rem }
p, ul, ol, dl, table, figure, blockquote, aside, details { margin: 0 0 1rem }
ul.row, ol.row { margin: 0 }
ul, ol { padding-inline-start: 1.75em }
.summary { color: var(--soft); border-inline-start: 3px solid var(--accent); padding-inline-start: .75rem }
.meta { font-size: .875rem; color: var(--soft) }
ul.meta { margin-bottom: 1rem }
ul.credits { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: .75rem }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .75rem 1.25rem; border-block: 1px solid var(--line); padding-block: .75rem }
.facts dt { font-size: .875rem; color: var(--soft) }
.facts dd { margin: 0; font-weight: 600 }

figure img, figure video { display: block; max-width: 100%; height: auto; border-radius: 4px; background: var(--tint) }
figure video { width: 100%; max-height: 75vh }
figure audio { width: 100% }
figcaption { font-size: .875rem; color: var(--soft); padding-top: .375rem }
.explainers .body > p, .explainers .answer > p { text-indent: 2em }
table { border-collapse: collapse; width: 100%; font-size: 1rem }
th, td { border: 1px solid var(--line); padding: .375rem .625rem; text-align: start; vertical-align: top; min-width: 5em }
th { background: var(--tint) }
blockquote { border-inline-start: 3px solid var(--line); margin-inline: 0; padding-inline-start: 1rem; color: var(--soft) }
hr { border: 0; border-top: 1px solid var(--line); margin: 2rem 0 1rem }
.callout, .box, .qa, .download { background: var(--tint); border-radius: 6px; padding: .875rem 1rem; margin-bottom: 1rem }
.callout > :last-child, .box > :last-child, .qa > :last-child, .download > :last-child { margin-bottom: 0 }
.callout-warning { border-inline-start: 4px solid var(--accent) }
.qa > h3, .box > h2 { margin-top: 0 }
.box > h2 { font-size: 1.125rem }
.corrections { border-inline-start: 4px solid var(--accent) }
.clause { font-size: .9375rem; color: var(--soft); border-inline-start: 3px solid var(--accent); padding-inline-start: .75rem }
.clause .label { font-size: .875rem; font-weight: 600 }
.clause p { margin-bottom: .25rem }
.clause blockquote { border: 0; padding: 0; margin: 0 }
@media (min-width: 48rem) {
  .question > div:has(.clause) { display: grid; grid-template-columns: minmax(0, 1fr) 15rem; gap: 1.5rem }
  .question .clause { align-self: start }
}
@media (max-width: 40rem) {
  h1 { font-size: 1.5rem }
  .sections .en { display: none }
  table { display: block; overflow-x: auto }
}
details > summary { cursor: pointer; padding: .5rem 0; color: var(--link) }
.quiz > li { margin-bottom: 1.5rem }
.quiz p { margin-bottom: .5rem }
.options { list-style: none; padding: 0; margin-bottom: .5rem }
.mark { border: 1px solid var(--line); border-radius: 4px; padding: 0 .375rem; color: var(--soft); white-space: nowrap }
small { font-size: .875rem }

.list { list-style: none; padding: 0 }
.list > li { padding: .875rem 0; border-bottom: 1px solid var(--line) }
.list h2 { font-size: 1.125rem; margin: 0 }
.list h2 a { text-decoration: none }
.list h2 a:hover { text-decoration: underline }
.list p { margin: .125rem 0 0 }
.archive h3 { margin: .75rem 0 0 }
.archive a, .pager a, .pager [aria-current] { display: inline-block; padding: .375rem 0 }

@media print {
  .sections, .crumbs, .skip, .pager, footer.site, video { display: none }
  body { color: #000; background: #fff; font-size: 11pt }
  header.site { border-top: 0 }
  a { color: inherit }
  h1, h2, h3 { break-after: avoid }
  figure, tr, .box, .callout { break-inside: avoid }
  details::details-content { display: block; content-visibility: visible }
}
`

export const STYLE = new TextEncoder().encode(CSS)

/** Its name changes with its content, so it may be kept for ever. */
export const STYLE_PATH = `/assets/website-${createHash('sha256').update(STYLE).digest('hex').slice(0, 8)}.css`
