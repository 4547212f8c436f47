/**
 * Elements. Type for Chinese text (W3C CLREQ, GB/T 9704): line height 1.75, no punctuation at the wrong end of a line,
 * fonts the device has, paragraphs of policy texts indented by two characters.
 */
export const BASE = `
*, ::before, ::after { box-sizing: border-box }
html { font-size: 100%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: var(--s4) }
body {
  margin: 0; background: var(--paper); color: var(--ink); min-height: 100vh; display: flex; flex-direction: column;
  font: var(--base)/1.75 system-ui, -apple-system, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif;
  line-break: strict; overflow-wrap: anywhere; text-spacing-trim: trim-start; text-autospace: no-autospace;
  hanging-punctuation: allow-end;
}
h1, h2, h3, h4, h5, h6 { line-height: 1.4; margin: 0; font-weight: 700 }
h1 { font-size: var(--h1); line-height: 1.3 }
h2 { font-size: var(--h2) }
h3 { font-size: var(--h3) }
h4, h5, h6 { font-size: var(--base) }
p, ul, ol, dl, table, figure, blockquote, fieldset { margin: 0 }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .2em }
a:hover { text-decoration-thickness: 2px }
/* The parts of a date are focused inside of its field, the calendar's button too. */
:focus-visible, input[type=date]:focus-within { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 2px }
img, video, svg { display: block; max-width: 100%; height: auto }
img { background: var(--tint); object-position: var(--fx, 50%) var(--fy, 50%) }
${focalClasses()}
small, .meta, figcaption { font-size: var(--small) }
mark { background: var(--mark); color: var(--ink); padding: 0 .1em }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
[hidden] { display: none !important }
button, input, select { font: inherit; color: inherit }
button, .button {
  display: inline-block; min-height: 2.75rem; padding: var(--s2) var(--s4); cursor: pointer; text-decoration: none;
  border: 1px solid var(--edge); border-radius: var(--radius); background: var(--surface); color: var(--ink); line-height: 1.5;
}
button:hover, .button:hover { border-color: var(--accent); color: var(--accent) }
button[type=submit] { background: var(--accent); border-color: var(--accent); color: var(--on-accent) }
input[type=search], input[type=date], select {
  min-height: 2.75rem; padding: var(--s2) var(--s3); border: 1px solid var(--edge); border-radius: var(--radius);
  background: var(--surface); max-width: 100%;
}
.en { color: var(--soft); font-size: max(.7em, .75rem); font-weight: 400; letter-spacing: .01em }
.skip { position: absolute; left: -99em; z-index: 1 }
.skip:focus { left: var(--s4); top: var(--s4); background: var(--surface); padding: var(--s2) var(--s4) }
.icon { width: 1.25em; height: 1.25em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round }

.prose > * + * { margin-top: 1em }
.prose > :is(h2, h3, h4) { margin-top: 1.6em }
.prose > :first-child { margin-top: 0 }
.prose :is(ul, ol) { padding-inline-start: 1.75em }
.prose li + li { margin-top: .3em }
.prose :is(h2, h3, h4) + * { margin-top: .5em }
.prose.indented > p { text-indent: 2em }
.prose .translation { border-top: 1px solid var(--line); padding-top: 1em; color: var(--soft) }
.prose .translation > * + * { margin-top: 1em }
.prose blockquote { border-inline-start: 3px solid var(--line); padding-inline-start: var(--s4); color: var(--soft) }
.prose img { border-radius: var(--radius) }
.prose hr { border: 0; border-top: 1px solid var(--line) }
.prose :is(video, audio) { width: 100% }
.prose pre { overflow-x: auto }
.prose .callout, .prose aside { background: var(--tint); border-radius: var(--radius); padding: var(--s4) }
.prose .callout-warning { border-inline-start: 4px solid var(--accent) }
.prose figcaption { color: var(--soft); padding-top: var(--s1) }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .94em; line-height: 1.6 }
th, td { border: 1px solid var(--line); padding: var(--s2) var(--s3); text-align: start; vertical-align: top; min-width: 5em }
th { background: var(--tint) }
address { font-style: normal }

@media (prefers-reduced-motion: no-preference) {
  html { scroll-behavior: smooth }
}
`

/** Where a cropped picture must be seen, in steps of ten per cent: as classes, since pages hold no style. */
function focalClasses(): string {
  const steps = Array.from({ length: 11 }, (_, step) => step)
  return (['x', 'y'] as const)
    .flatMap((axis) =>
      steps.map((step) => `.f${axis}${String(step)} { --f${axis}: ${String(step * 10)}% }`),
    )
    .join('\n')
}
