/** @jsxImportSource preact */
/** What only editions of newspapers have. */
import { zh } from '../texts.zh'
import { Picture } from './picture'
import type { Of } from './types'
import { linesOf } from './words'

export const EditionGreeting = ({ details: { greeting } }: { readonly details: Of<'editions'> }) =>
  greeting === '' ? null : (
    <div class="prose">
      {linesOf(greeting).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  )

/** The edition's lines in the editor's order, each with its way to the whole text. */
export const EditionLines = ({ details: { entries } }: { readonly details: Of<'editions'> }) =>
  entries.length === 0 ? (
    <p class="nothing">{zh.nothing}</p>
  ) : (
    <ol class="rows edition">
      {entries.map(({ document, headline, summary, credits, path, picture }, index) => (
        <li key={document} class={picture ? 'with-picture' : undefined}>
          <div class="words">
            <h2>
              <a href={path}>{headline}</a>
            </h2>
            {summary && <p class="summary">{summary}</p>}
            {credits && <p class="meta">{credits}</p>}
          </div>
          {picture && (
            <div class="still">
              <Picture picture={picture} place="row" first={index === 0} decorative />
            </div>
          )}
        </li>
      ))}
    </ol>
  )
