/** @jsxImportSource preact */
/** Data for search engines: schema.org in JSON-LD. A data block, not a script: browsers never run it. */

/** Values that are undefined are left out by JSON itself. */
export interface Thing {
  readonly '@type': string | readonly string[]
  readonly [property: string]: unknown
}

/** No `<`, so that no text can end the element. */
const safe = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

export const Structured = ({ things }: { readonly things: readonly Thing[] }) => (
  <script
    type="application/ld+json"
    dangerouslySetInnerHTML={{
      __html: safe({ '@context': 'https://schema.org', '@graph': things }),
    }}
  />
)
