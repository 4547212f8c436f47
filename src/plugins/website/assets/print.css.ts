/** On paper: the text, its pictures, its address. */
export const PRINT = `
@media print {
  :root { --paper: #fff; --surface: #fff; --tint: #fff; --blush: #fff; --ink: #000; --soft: #333; --line: #999; --accent: #000; --link: #000; --base: 11pt; --h1: 20pt; --h2: 14pt }
  .sections, .search, .crumbs, .skip, .pager, .outline, .neighbours, .related, .feeds, .actions, .player, footer.site nav, .side > :not(.share), .share h2, .share .qr p, .one-picture .more, details:not([open]) { display: none }
  header.site { border: 0; border-bottom: 1pt solid #000 }
  main { padding-block: 12pt }
  .item { display: block }
  .item > * + * { margin-top: 12pt }
  .share .qr img { width: 24mm !important }
  .prose a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 9pt }
  h1, h2, h3 { break-after: avoid }
  figure, tr, .box, .question, .card { break-inside: avoid }
  img { max-height: 120mm; width: auto !important }
  .scroll { overflow: visible }
}
@media (forced-colors: active) {
  .band-head h2::before { background: CanvasText }
}
`
