/** @jsxImportSource preact */
/** Pages about the site itself. They say what holds for every installation and what the site's settings say, nothing else. */
import { Fragment, type ComponentChildren } from 'preact'

import { CONTENT_TYPES } from '@/core'

import { linesOf, Word, type LookProps } from '../components/words'
import type { Prose, Section } from '../prose'
import { proseEn } from '../prose.en'
import { proseZh } from '../prose.zh'
import { zh, type TextKey } from '../texts.zh'
import { SEARCH_PATH } from './addresses'

const Title = ({ of, look }: LookProps & { readonly of: TextKey }) => (
  <h1>
    <Word of={of} look={look} />
  </h1>
)

export const About = ({ look }: LookProps) => (
  <div class="prose plain-page">
    <Title of="about" look={look} />
    {look.site.description && <p>{look.site.description}</p>}
    <BothLanguages of={(prose) => prose.about(look.site)} look={look} />
  </div>
)

export function Contact({ look }: LookProps) {
  const lines = linesOf(look.site.contact ?? '')
  return (
    <div class="prose plain-page">
      <Title of="contact" look={look} />
      <p>{look.site.publisher}</p>
      {lines.length > 0 ? (
        <address>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </address>
      ) : (
        <p>{zh.noContact}</p>
      )}
    </div>
  )
}

export const Accessibility = ({ look }: LookProps) => (
  <div class="prose plain-page">
    <Title of="accessibility" look={look} />
    <BothLanguages of={(prose) => prose.accessibility} look={look} />
  </div>
)

/** Chinese first; English as a whole after it, since nobody reads both line by line. */
const BothLanguages = ({
  of,
  look,
}: LookProps & { readonly of: (prose: Prose) => readonly Section[] }) => (
  <>
    <Sections of={of(proseZh)} />
    {look.showEnglish && (
      <div lang="en" class="translation">
        <Sections of={of(proseEn)} />
      </div>
    )}
  </>
)

const Sections = ({ of }: { readonly of: readonly Section[] }) => (
  <>
    {of.map(({ heading, paragraphs = [], items = [] }) => (
      <Fragment key={heading}>
        {heading && <h2>{heading}</h2>}
        {paragraphs.map((text) => (
          <p key={text}>{linked(text)}</p>
        ))}
        {items.length > 0 && (
          <ul>
            {items.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )}
      </Fragment>
    ))}
  </>
)

/** `[words](/path)` becomes a link. */
const linked = (text: string): ComponentChildren =>
  text.split(/(\[[^\]]+\]\([^)]+\))/).map((part) => {
    const [, words, path] = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part) ?? []
    return path === undefined ? part : <a href={path}>{words}</a>
  })

export const NotFound = ({ look }: LookProps) => (
  <div class="notice">
    <Title of="notFound" look={look} />
    <p>{zh.notFoundText}</p>
    <p>{zh.notFoundWays}</p>
    <ul class="chips">
      <li>
        <a href="/">{zh.home}</a>
      </li>
      {CONTENT_TYPES.map((type) => (
        <li key={type}>
          <a href={`/${type}/`}>{zh[type]}</a>
        </li>
      ))}
      <li>
        <a href={SEARCH_PATH}>{zh.search}</a>
      </li>
    </ul>
  </div>
)

/** The script fills in the list of what is kept. */
export const Offline = ({ look }: LookProps) => (
  <div class="notice">
    <Title of="offline" look={look} />
    <p>{zh.offlineText}</p>
    <section hidden data-kept>
      <h2>
        <Word of="offlineList" look={look} />
      </h2>
      <ul />
    </section>
  </div>
)
