/** Components, in the order of src/plugins/website/components. */
export const COMPONENTS = `
.meta { color: var(--soft); display: flex; flex-wrap: wrap; gap: 0 var(--s3); align-items: center; line-height: 1.6 }
ul.meta { list-style: none; padding: 0 }
.tag { color: var(--accent); font-weight: 600 }
.summary { color: var(--soft) }
.nothing { color: var(--soft); padding-block: var(--s5) }

.still { position: relative; aspect-ratio: 16 / 9; overflow: hidden; border-radius: var(--radius); background: var(--tint) }
.still img { width: 100%; height: 100%; object-fit: cover }
.badge { position: absolute; inset-inline-end: var(--s2); bottom: var(--s2); display: flex; align-items: center; gap: .25em; background: #000c; color: #fff; font-size: .8125rem; line-height: 1.5; padding: 0 .5em; border-radius: 3px }
.badge .icon { width: 1em; height: 1em; fill: currentColor; stroke: none }
:is(.lead, .rows, .cards, .lines) :is(h2, h3) a { color: inherit; text-decoration: none }
:is(.lead, .rows, .cards, .lines) :is(h2, h3) a:hover { color: var(--accent); text-decoration: underline }

.lead { display: grid; gap: var(--s4) }
.lead h2 { font-size: var(--h1); line-height: 1.3; margin-block: var(--s2) var(--s3) }
@media (min-width: 48rem) {
  .lead.with-picture { grid-template-columns: minmax(0, 7fr) minmax(0, 5fr); gap: var(--s6); align-items: center }
}
.rows { list-style: none; padding: 0 }
.rows > li { display: flex; gap: var(--s4); justify-content: space-between; padding-block: var(--s4); border-bottom: 1px solid var(--line) }
.rows > li:first-child { padding-top: 0 }
.rows .words { flex: 1; min-width: 0 }
.rows :is(h2, h3) { font-size: var(--large) }
.rows .summary { font-size: 1rem; line-height: 1.65; margin-block: var(--s1); display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden }
.rows .still { flex: none; width: 7rem; align-self: start; aspect-ratio: 4 / 3 }
@media (min-width: 48rem) { .rows .still { width: 9rem } }
.cards { list-style: none; padding: 0; display: grid; gap: var(--s5) var(--s4); grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)) }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); overflow: hidden; position: relative }
.card .still { border-radius: 0 }
.card .words { padding: var(--s3) var(--s4) var(--s4) }
.card :is(h2, h3) { font-size: var(--base); margin-bottom: var(--s1) }
.card :is(h2, h3) a::after { content: ""; position: absolute; inset: 0 }
.card .summary { font-size: var(--small); line-height: 1.6; margin-bottom: var(--s2); display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden }
@media (max-width: 30rem) {
  .card { display: flex }
  .card .still { flex: none; width: 8.5rem; aspect-ratio: auto; min-height: 6rem }
  .card .still img { position: absolute; inset: 0 }
}
.lines { list-style: none; padding: 0 }
.lines > li { padding-block: var(--s3); border-bottom: 1px solid var(--line) }
.lines > li:first-child { padding-top: 0 }
.lines :is(h2, h3) { font-size: 1rem; line-height: 1.6 }

.feeds { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--s3); font-size: var(--small); color: var(--soft) }
.feeds .icon { margin-inline-end: calc(-1 * var(--s2)) }
.feeds a { padding-block: .25rem }
.by-month h2 { margin-bottom: var(--s3) }
.months > div { display: grid; grid-template-columns: 5rem 1fr; padding-block: var(--s2); border-top: 1px solid var(--line) }
.months dt { font-weight: 700; padding-block: .25rem }
.months dd { margin: 0 }
.months ul { display: flex; flex-wrap: wrap; gap: 0 var(--s4); list-style: none; padding: 0 }
.months a { display: inline-block; text-decoration: none; padding-block: .25rem; min-width: 4rem }
.months small { color: var(--soft) }
.pager ul { display: flex; flex-wrap: wrap; gap: var(--s4); align-items: center; list-style: none; padding: 0; margin-top: var(--s5) }
.pager a { display: inline-block; padding: var(--s2) var(--s4); border: 1px solid var(--edge); border-radius: var(--radius); text-decoration: none }
.chips, .chosen { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: var(--s2) }
.chips a { display: inline-block; padding: var(--s1) var(--s3); border: 1px solid var(--line); border-radius: 99px; background: var(--surface); color: var(--ink); text-decoration: none; font-size: var(--small) }
.chips a:hover { border-color: var(--accent); color: var(--accent) }
.topics { list-style: none; padding: 0; display: grid; gap: var(--s3); grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)) }
.topics li { display: flex; justify-content: space-between; gap: var(--s3); align-items: baseline; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); padding: var(--s3) var(--s4) }
.topics small { color: var(--soft); white-space: nowrap }

.item > header .dateline { margin-top: var(--s3) }
.item > header .summary { margin-top: var(--s4); padding-inline-start: var(--s4); border-inline-start: 3px solid var(--accent) }
.figure img, .one-picture img { border-radius: var(--radius); width: 100% }
figcaption { color: var(--soft); padding-top: var(--s2); line-height: 1.5 }
.one-picture a { display: block }
.one-picture .more { display: block; font-size: var(--small); padding-top: var(--s2) }
.player video { width: 100%; aspect-ratio: 16 / 9; background: #000; border-radius: var(--radius) }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 8rem), 1fr)); gap: var(--s3) var(--s5); border-block: 1px solid var(--line); padding-block: var(--s3) }
.facts dt { font-size: var(--small); color: var(--soft) }
.facts dd { margin: 0; font-weight: 600 }
.box { background: var(--tint); border-radius: var(--radius); padding: var(--s4) var(--s5) var(--s5) }
.box > h2, .side h2, .outline h2 { font-size: var(--base); margin-bottom: var(--s2) }
.box ul { padding-inline-start: 1.25em }
.plain-summary { background: var(--blush); border-inline-start: 4px solid var(--accent) }
.corrections, .warning { border-inline-start: 4px solid var(--accent) }
.outline { border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); padding: var(--s4) }
.outline ol { list-style: none; padding: 0; font-size: var(--small); line-height: 1.6 }
.outline li.sub { padding-inline-start: 1.25em }
.outline a { display: block; padding-block: .3125rem; color: var(--ink); text-decoration: none }
.outline a:hover { color: var(--accent); text-decoration: underline }
.chapters a { display: flex; gap: var(--s3) }
.chapters .at { color: var(--soft); font-variant-numeric: tabular-nums; min-width: 3em }
.chapters [aria-current] .name { font-weight: 600; color: var(--accent) }
.side h2 { border-bottom: 1px solid var(--line); padding-bottom: var(--s1) }
.share .qr { display: flex; gap: var(--s3); align-items: center; font-size: var(--small); color: var(--soft) }
.share img { width: 7.5rem; flex: none; background: #fff; border-radius: 4px; border: 1px solid var(--line) }
.share .address { font-size: .8125rem; line-height: 1.5; color: var(--soft); word-break: break-all; margin-block: var(--s2) }
.actions { display: flex; flex-wrap: wrap; gap: var(--s2) }
.signatures { border-top: 1px solid var(--line); padding-top: var(--s3) !important }
.files { list-style: none; padding: 0 }
.files li { border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); padding: var(--s2) var(--s4); margin-top: var(--s2) }
.files small { color: var(--soft); white-space: nowrap }
.transcript p + p { margin-top: .6em }

.qa { scroll-margin-top: var(--s4) }
.qa > h2 { margin-bottom: var(--s3) }
.clause { font-size: .9375rem; color: var(--soft); border-inline-start: 3px solid var(--accent); padding-inline-start: var(--s3); margin-top: var(--s4) }
.clause .label { font-size: var(--small) }
.clause .name { font-weight: 600; color: var(--ink) }
@media (min-width: 48rem) {
  .qa.with-clause { display: grid; grid-template-columns: minmax(0, 1fr) 13rem; column-gap: var(--s5) }
  .qa.with-clause > h2 { grid-column: 1 / -1 }
  .clause { margin-top: .25rem; align-self: start }
}

.question { border: 0; padding: 0; min-width: 0; margin-bottom: var(--s5) }
.question legend { font-weight: 600; padding: 0; margin-bottom: var(--s2) }
.option { display: flex; gap: var(--s3); align-items: baseline; padding: var(--s2) var(--s4); margin-top: var(--s2); border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); cursor: pointer }
.option:hover, .option:has(:checked) { border-color: var(--edge) }
.option input { flex: none; width: 1.125rem; height: 1.125rem; accent-color: var(--accent); transform: translateY(.15em) }
.question details { margin-top: var(--s2) }
details > summary { cursor: pointer; padding-block: var(--s2); color: var(--link) }
.question details > :not(summary) { padding-inline-start: var(--s4); border-inline-start: 3px solid var(--line) }
/* The answer is open: what was right and what was chosen wrongly shows, with a sign and not by colour alone. */
.question:has(details[open]) .is-answer { background: var(--good-tint); border-color: var(--good) }
.question:has(details[open]) .is-answer::after { content: "✓"; color: var(--good); font-weight: 700; margin-inline-start: auto }
.question:has(details[open]) .option:not(.is-answer):has(:checked) { background: var(--blush); border-color: var(--accent) }
.question:has(details[open]) .option:not(.is-answer):has(:checked)::after { content: "✗"; color: var(--accent); font-weight: 700; margin-inline-start: auto }
.verdict { margin-top: var(--s2); font-weight: 600; color: var(--accent) }
.verdict.good { color: var(--good) }
.score { font-weight: 600; margin-top: var(--s3) }

.lessons { list-style: none; padding: 0; counter-reset: lesson }
.lessons > li { counter-increment: lesson; position: relative; display: flex; flex-wrap: wrap; gap: 0 var(--s3); align-items: baseline; padding: var(--s3) var(--s4) var(--s3) 3.5rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); margin-top: var(--s2) }
.lessons > li::before { content: counter(lesson); position: absolute; inset-inline-start: var(--s4); width: 1.75rem; height: 1.75rem; line-height: 1.75rem; text-align: center; border-radius: 50%; background: var(--tint); font-weight: 700; font-size: var(--small) }
.lessons > li.done::before { content: "✓"; background: var(--good-tint); color: var(--good) }
.mark { color: var(--soft) }
.mark.required { color: var(--accent) }
.progress { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s3); align-items: center; margin-bottom: var(--s4) }
.progress progress { flex: 1 1 10rem; height: .75rem; accent-color: var(--good) }
.progress small { flex-basis: 100%; color: var(--soft) }

.neighbours { display: grid; gap: var(--s3); margin-top: var(--s6) }
.neighbours a { display: block; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); padding: var(--s3) var(--s4); text-decoration: none; color: var(--ink) }
.neighbours a:hover { border-color: var(--accent) }
.neighbours small { display: block; color: var(--soft) }
@media (min-width: 48rem) {
  .neighbours { grid-template-columns: 1fr 1fr }
  .neighbours .next { grid-column: 2; text-align: end }
}
.related { margin-top: var(--s6) }
.related > h2 { margin-bottom: var(--s4) }
.related > * + .cards { margin-top: var(--s4) }
.chosen { flex-direction: column }

.search-form .query { display: grid; grid-template-columns: 1fr auto; gap: var(--s2) }
.search-form .query label { grid-column: 1 / -1 }
.filters { border: 1px solid var(--line); border-radius: var(--radius); padding: var(--s3) var(--s4) var(--s4); margin-top: var(--s4); display: grid; gap: var(--s3); grid-template-columns: repeat(auto-fill, minmax(min(100%, 8.5rem), 1fr)); min-width: 0 }
.filters legend { font-size: var(--small); color: var(--soft); padding-inline: var(--s2) }
.filters label span { display: block; font-size: var(--small); color: var(--soft) }
.filters :is(select, input) { width: 100%; font-size: 1rem; padding-inline: var(--s2) }
.hits > h2 { font-size: var(--base); margin-block: var(--s5) var(--s4) }
`
