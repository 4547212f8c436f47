/** The frame, and how pages are laid out at 360, 768 and 1280 px. Widths here and in components/picture.tsx go together. */
export const LAYOUT = `
.wrap { width: 100%; max-width: 75rem; margin-inline: auto; padding-inline: var(--s4) }
@media (min-width: 48rem) { .wrap { padding-inline: var(--s5) } }
main { padding-block: var(--s5) var(--s7); flex: 1 }

header.site { background: var(--surface); border-top: 4px solid var(--accent); border-bottom: 1px solid var(--line) }
header.site > .wrap { display: grid; grid-template-columns: 1fr auto; gap: var(--s2) var(--s5); align-items: center; padding-top: var(--s4) }
.masthead :is(h1, p) { margin: 0 }
.masthead h1 { line-height: inherit; font-size: inherit }
.brand { font-size: 1.5rem; font-weight: 800; line-height: 1.3; letter-spacing: .02em; color: var(--accent); text-decoration: none }
.publisher { font-size: var(--small); color: var(--soft); line-height: 1.5 }
.search { display: flex; justify-self: end; width: 100%; max-width: 18rem }
.search input { flex: 1; min-width: 0; border-end-end-radius: 0; border-start-end-radius: 0; border-inline-end: 0 }
.search button { border-end-start-radius: 0; border-start-start-radius: 0; padding-inline: var(--s3) }
.sections { grid-column: 1 / -1 }
.sections ul { display: flex; flex-wrap: wrap; list-style: none; padding: 0; margin-inline: calc(-1 * var(--s2)) }
.sections a { display: block; padding: var(--s2); color: var(--ink); text-decoration: none; line-height: 1.4; border-bottom: 3px solid transparent }
.sections a:hover { color: var(--accent) }
.sections a[aria-current] { border-color: var(--accent); color: var(--accent); font-weight: 700 }
.sections .en { display: none }
@media (max-width: 40rem) {
  header.site > .wrap { grid-template-columns: 1fr }
  .search { max-width: none }
}
@media (min-width: 48rem) {
  .sections ul { column-gap: var(--s3) }
  .sections .en { display: block; font-size: .75rem }
  .brand { font-size: 1.75rem }
}

.crumbs { font-size: var(--small); color: var(--soft); margin-bottom: var(--s4) }
.crumbs ol { display: flex; flex-wrap: wrap; list-style: none; padding: 0 }
.crumbs li + li::before { content: "›"; padding: 0 var(--s2) }
.crumbs a { color: inherit; display: inline-block; padding-block: .25rem }

footer.site { border-top: 1px solid var(--line); background: var(--surface); color: var(--soft); font-size: var(--small) }
footer.site > .wrap { display: flex; flex-wrap: wrap; justify-content: space-between; gap: var(--s2) var(--s5); padding-block: var(--s5) }
footer.site ul { display: flex; flex-wrap: wrap; gap: 0 var(--s5); list-style: none; padding: 0 }
footer.site a { color: inherit; display: inline-block; padding-block: .25rem }

.home > * + * { margin-top: var(--s6) }
.columns { display: grid; gap: var(--s6) }
.aside > * + * { margin-top: var(--s6) }
@media (min-width: 48rem) {
  .pair { display: grid; grid-template-columns: 1fr 1fr; gap: var(--s6) }
  .pair > * { margin: 0 !important }
}
.pair > * + * { margin-top: var(--s6) }
@media (min-width: 64rem) {
  .columns { grid-template-columns: minmax(0, 1fr) 20rem; gap: var(--s7) }
}
.band-head { display: flex; justify-content: space-between; align-items: baseline; border-bottom: 1px solid var(--line); margin-bottom: var(--s4); padding-bottom: var(--s2) }
.band-head h2 { position: relative; padding-inline-start: .75rem }
.band-head h2::before { content: ""; position: absolute; inset: .25em auto .2em 0; width: 4px; background: var(--accent) }
.band-head a { font-size: var(--small); padding: var(--s1) 0 }

.list-page { max-width: 56rem }
.list-head { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: var(--s2) var(--s5); border-bottom: 2px solid var(--accent); padding-bottom: var(--s3); margin-bottom: var(--s4) }
.list-page > section { margin-top: var(--s6) }

.item { display: grid; gap: var(--s5); grid-template-columns: minmax(0, 1fr) }
.item > * { min-width: 0 }
.item > header, .item > .opening, .item > .text { max-width: var(--measure) }
.opening:empty { display: none }
.opening > * + * { margin-top: var(--s5) }
.text > * + * { margin-top: var(--s6) }
.text > section > h2, .text > form > h2 { margin-bottom: var(--s3) }
.side > * + * { margin-top: var(--s5) }
@media (min-width: 64rem) {
  .item { grid-template-columns: minmax(0, var(--measure)) minmax(14rem, 19rem); column-gap: var(--s7); grid-auto-rows: min-content; justify-content: space-between }
  .item > header, .item > .opening, .item > .text { grid-column: 1 }
  .item > .side { grid-column: 2; grid-row: 1 / span 3 }
  /* A long text's outline stays in sight, and what would stand there goes below the text. */
  .item > .outline { grid-column: 2; grid-row: 1 / span 4; align-self: start; position: sticky; top: var(--s4); max-height: calc(100vh - 2 * var(--s4)); overflow-y: auto }
  .item > .outline ~ .side { grid-column: 1; grid-row: auto }
}
@media (min-width: 40rem) {
  .item > .outline ~ .side { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: var(--s5) }
  .item > .outline ~ .side > * { margin: 0 }
}

.notice, .plain-page, .search-page { max-width: var(--measure) }
.notice > * + *, .search-page > * + * { margin-top: var(--s4) }
`
