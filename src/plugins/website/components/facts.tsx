/** @jsxImportSource preact */
/** Labelled facts: who, when, from where, about what. What is not known is left out. */
import type { ComponentChildren } from 'preact'

import { absoluteUrl, type Credits, type Item, type Term } from '@/core'

import { topicPath } from '../pages/addresses'
import { zh, type TextKey } from '../texts.zh'
import { Day, Moment, Word, type LookProps } from './words'

type Row = readonly [TextKey, ComponentChildren]

const isKnown = ([, value]: Row): boolean => value !== undefined && value !== '' && value !== false

/** One line of them. */
const Line = ({ class: name, rows }: { readonly class: string; readonly rows: readonly Row[] }) => {
  const shown = rows.filter(isKnown)
  if (shown.length === 0) return null
  return (
    <ul class={name}>
      {shown.map(([key, value]) => (
        <li key={key}>
          {zh[key]}：{value}
        </li>
      ))}
    </ul>
  )
}

/** A small table of them. */
export const FactTable = ({ rows }: { readonly rows: readonly Row[] }) => {
  const shown = rows.filter(isKnown)
  if (shown.length === 0) return null
  return (
    <dl class="facts">
      {shown.map(([key, value]) => (
        <div key={key}>
          <dt>{zh[key]}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Below the title: when, from where, by whom. */
export function Dateline({ item, look }: LookProps & { readonly item: Item }) {
  const { publishedAt, updatedAt, credits } = item
  return (
    <Line
      class="meta dateline"
      rows={[
        ['published', <Moment iso={publishedAt} look={look} />],
        ['updated', updatedAt > publishedAt && <Moment iso={updatedAt} look={look} />],
        ['source', credits.source && <Source source={credits.source} look={look} />],
        ['by', credits.author],
      ]}
    />
  )
}

/** Who answers for the text, below it. */
export const Signatures = ({ credits }: { readonly credits: Credits }) => (
  <Line
    class="meta signatures"
    rows={[
      ['source', credits.source?.name],
      ['responsibleEditor', credits.responsibleEditor],
      ['proofreader', credits.proofreader],
      ['reviewer', credits.reviewer],
    ]}
  />
)

function Source({ source, look }: LookProps & { readonly source: NonNullable<Credits['source']> }) {
  const { name, url, date } = source
  const isWeb = url !== undefined && /^(?:https?:\/\/|\/(?!\/))/i.test(url)
  return (
    <>
      {isWeb ? <a href={absoluteUrl(look.site, url)}>{name}</a> : name}
      {date && `（${date}）`}
    </>
  )
}

const TermLinks = ({
  terms,
  path,
}: {
  readonly terms: readonly Term[]
  readonly path: (slug: string) => string
}) => (
  <ul class="chips">
    {terms.map(({ slug, label }) => (
      <li key={slug}>
        <a href={path(slug)}>{label}</a>
      </li>
    ))}
  </ul>
)

/** What the document is about, for whom, and in which courses it is. */
export function TopicsBox({ item, look }: LookProps & { readonly item: Item }) {
  const groups = [
    ['themes', item.themes, (slug: string) => topicPath('themes', slug)],
    ['audiences', item.audiences, (slug: string) => topicPath('audiences', slug)],
    ['partOf', item.courses, (slug: string) => `/courses/${slug}`],
  ] as const
  return (
    <>
      {groups
        .filter(([, terms]) => terms.length > 0)
        .map(([key, terms, path]) => (
          <section key={key} class="side-box">
            <h2>
              <Word of={key} look={look} />
            </h2>
            <TermLinks terms={terms} path={path} />
          </section>
        ))}
    </>
  )
}

export const Corrections = ({ item, look }: LookProps & { readonly item: Item }) =>
  item.corrections.length === 0 ? null : (
    <section class="box corrections">
      <h2>
        <Word of="corrections" look={look} />
      </h2>
      <ul>
        {item.corrections.map(({ at, note }) => (
          <li key={at + note}>
            <Day iso={at} look={look} />：{note}
          </li>
        ))}
      </ul>
    </section>
  )
