/** Colours, type and space: everything else in the stylesheet refers to these. */

export const TOKENS = `
:root {
  color-scheme: light dark;
  /* Warm white and ink; red for what leads, nothing else. Contrast on paper: soft 6.5, accent 7.3, link 8.1. */
  --paper: #fbf9f5; --surface: #fff; --tint: #f4f0e8; --line: #e3ddd2; --edge: #8a8176;
  --ink: #24211d; --soft: #5f584f;
  --accent: #a8201a; --on-accent: #fff; --blush: #faecea; --link: #8f1d17;
  --good: #1f6b3a; --good-tint: #e8f3eb; --focus: #1459c7; --mark: #ffe9a8;
  /* A scale of 1.2, rounded; sizes in rem follow the reader's own. */
  --small: .875rem; --base: 1.0625rem; --large: 1.1875rem; --h3: 1.25rem; --h2: 1.4375rem; --h1: 1.875rem;
  --s1: .25rem; --s2: .5rem; --s3: .75rem; --s4: 1rem; --s5: 1.5rem; --s6: 2.25rem; --s7: 3.5rem;
  --radius: 6px;
  --measure: 46rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171614; --surface: #1f1d1b; --tint: #292623; --line: #3d3934; --edge: #948b80;
    --ink: #ece8e0; --soft: #b5ada2;
    --accent: #ff9a8d; --on-accent: #26100d; --blush: #3a2320; --link: #ffb4aa;
    --good: #8fd3a4; --good-tint: #1d2f23; --focus: #8ab4ff; --mark: #6b5714;
  }
}
@media (min-width: 48rem) {
  :root { --h1: 2.375rem; --h2: 1.5rem; --base: 1.125rem }
}
`
