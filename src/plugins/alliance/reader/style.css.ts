/** The stylesheet of pages that leave the house: readable on a phone, in the dark and on paper, without a font of ours. */
export const STYLE = `:root{color-scheme:light dark;--ink:#1c1c1c;--paper:#fff;--line:#d0d0d0;--soft:#f5f3f0;--mark:#a8201a;--good:#17692f;--bad:#a8201a}
@media (prefers-color-scheme:dark){:root{--ink:#eee;--paper:#161616;--line:#444;--soft:#222;--mark:#ff9d94;--good:#7ddc98;--bad:#ff9d94}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:46rem;padding:1rem;color:var(--ink);background:var(--paper);font:1rem/1.75 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;line-break:strict;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.3;margin:.5rem 0}
h2{font-size:1.25rem;margin:1.5rem 0 .5rem}
a{color:var(--mark)}
img,video{max-width:100%;height:auto}
video{width:100%;background:#000;aspect-ratio:16/9}
figure{margin:1rem 0}
figcaption,.facts,footer{font-size:.875rem}
table{border-collapse:collapse;display:block;overflow-x:auto}
th,td{border:1px solid var(--line);padding:.25rem .5rem}
blockquote{margin:1rem 0;padding:.25rem 1rem;border-left:4px solid var(--line)}
.facts{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;margin:.5rem 0;padding:0;list-style:none}
fieldset{border:1px solid var(--line);border-radius:.25rem;margin:1rem 0;padding:.5rem 1rem}
label{display:block;padding:.5rem 0;cursor:pointer}
input{width:1.1rem;height:1.1rem;vertical-align:-.15rem}
button{font:inherit;padding:.5rem 1.25rem;border:0;border-radius:.25rem;background:var(--mark);color:var(--paper);cursor:pointer}
:focus-visible{outline:3px solid currentColor;outline-offset:2px}
.right [data-verdict]{color:var(--good);font-weight:bold}
.wrong [data-verdict]{color:var(--bad);font-weight:bold}
.result{padding:.75rem 1rem;background:var(--soft);font-weight:bold}
footer{margin-top:2rem;border-top:1px solid var(--line);padding-top:.5rem}
@media print{.actions{display:none}.verdict{display:block!important}}
`
