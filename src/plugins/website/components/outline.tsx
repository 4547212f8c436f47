/** @jsxImportSource preact */
/** What stands on the page, to go there directly. */
import { zh, type TextKey } from '../texts.zh'
import { Word, type LookProps } from './words'

interface OutlineProps extends LookProps {
  readonly title: TextKey & ('outline' | 'steps')
  readonly links: readonly { readonly id: string; readonly text: string; readonly level?: 2 | 3 }[]
}

/** Fewer leads nowhere one would not see anyway. */
const FEWEST = 2

export const Outline = ({ title, links, look }: OutlineProps) =>
  links.length < FEWEST ? null : (
    <nav class="outline" aria-label={zh[title]}>
      <h2>
        <Word of={title} look={look} />
      </h2>
      <ol>
        {links.map(({ id, text, level = 2 }) => (
          <li key={id} class={level === 3 ? 'sub' : undefined}>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
