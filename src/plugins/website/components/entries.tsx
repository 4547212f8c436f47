/** @jsxImportSource preact */
/** A document in a list: as a row, a card or a line. */
import { itemPath } from '@/core'

import { clock } from '../html'
import { zh } from '../texts.zh'
import type { Entry } from '../views'
import { PlayIcon } from './icons'
import { Picture } from './picture'
import { Day, type LookProps } from './words'

interface EntryProps extends LookProps {
  readonly entry: Entry
  /** Of its heading. */
  readonly level: 2 | 3
  /** Says of which type it is, where the list has several. */
  readonly showType?: boolean
}

interface EntriesProps extends Omit<EntryProps, 'entry'> {
  readonly entries: readonly Entry[]
}

const Heading = ({ entry, level }: Pick<EntryProps, 'entry' | 'level'>) => {
  const H = `h${String(level)}` as 'h2' | 'h3'
  return (
    <H>
      <a href={itemPath(entry)}>{entry.title}</a>
    </H>
  )
}

const Facts = ({ entry, look, showType = false }: Omit<EntryProps, 'level'>) => (
  <p class="meta">
    {showType && <span class="tag">{zh[entry.type]}</span>}
    <Day iso={entry.publishedAt} look={look} />
    {entry.creditHours !== undefined && (
      <span>{`${String(entry.creditHours)} ${zh.creditHours}`}</span>
    )}
  </p>
)

const Still = ({
  entry,
  place,
  first = false,
}: {
  readonly entry: Entry
  readonly place: 'lead' | 'card' | 'row'
  readonly first?: boolean
}) => (
  <div class="still">
    {entry.picture && <Picture picture={entry.picture} place={place} first={first} decorative />}
    {entry.durationSeconds !== undefined && (
      <span class="badge">
        <PlayIcon />
        {clock(entry.durationSeconds)}
      </span>
    )}
  </div>
)

/** The story a page begins with. */
export const LeadEntry = ({ entry, look, level }: EntryProps) => (
  <article class={entry.picture ? 'lead with-picture' : 'lead'}>
    {entry.picture && <Still entry={entry} place="lead" first />}
    <div class="words">
      <Facts entry={entry} look={look} showType />
      <Heading entry={entry} level={level} />
      {entry.summary && <p class="summary">{entry.summary}</p>}
    </div>
  </article>
)

export const EntryRows = ({ entries, ...rest }: EntriesProps) =>
  entries.length === 0 ? (
    <p class="nothing">{zh.nothing}</p>
  ) : (
    <ol class="rows">
      {entries.map((entry) => (
        <li key={entry.id} class={entry.picture ? 'with-picture' : undefined}>
          <div class="words">
            <Heading entry={entry} level={rest.level} />
            {entry.summary && <p class="summary">{entry.summary}</p>}
            <Facts entry={entry} {...rest} />
          </div>
          {entry.picture && <Still entry={entry} place="row" />}
        </li>
      ))}
    </ol>
  )

export const EntryCards = ({ entries, ...rest }: EntriesProps) => (
  <ul class="cards">
    {entries.map((entry) => (
      <li key={entry.id} class="card">
        {entry.picture && <Still entry={entry} place="card" />}
        <div class="words">
          <Heading entry={entry} level={rest.level} />
          {!entry.picture && entry.summary && <p class="summary">{entry.summary}</p>}
          <Facts entry={entry} {...rest} />
        </div>
      </li>
    ))}
  </ul>
)

/** Title and date only. */
export const EntryLines = ({ entries, ...rest }: EntriesProps) => (
  <ul class="lines">
    {entries.map((entry) => (
      <li key={entry.id}>
        <Heading entry={entry} level={rest.level} />
        <Facts entry={entry} {...rest} />
      </li>
    ))}
  </ul>
)
