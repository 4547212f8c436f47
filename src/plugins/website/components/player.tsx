/** @jsxImportSource preact */
/** A film with its captions, chapters and words. */
import { chaptersOf, playableFile, sourcesOf } from '../film'
import { clock } from '../html'
import { zh } from '../texts.zh'
import { urlOfWidth } from './picture'
import type { Of } from './types'
import { Paragraphs, Word, type LookProps } from './words'

/** A poster wider than the column of text is wasted. */
const POSTER_WIDTH = 960

interface FilmProps {
  readonly details: Of<'videos'>
}

export function Player({ details, title }: FilmProps & { readonly title: string }) {
  const { poster, captions, durationSeconds } = details
  return (
    <figure class="player">
      <video
        controls
        preload="metadata"
        playsinline
        aria-label={title}
        poster={poster && urlOfWidth(poster, POSTER_WIDTH)}
        width={poster?.width}
        height={poster?.height}
      >
        {sourcesOf(details).map(({ url, mediaType }) => (
          <source key={url} src={url} type={mediaType} />
        ))}
        {captions.map(({ url, language, title: label }, index) => (
          <track
            key={url}
            kind="captions"
            src={url}
            srclang={language}
            label={label ?? language ?? zh.captions}
            default={index === 0}
          />
        ))}
        <a href={playableFile(details).url}>{title}</a>
      </video>
      {durationSeconds !== undefined && (
        <figcaption>
          {zh.duration}：{clock(durationSeconds)}
        </figcaption>
      )}
    </figure>
  )
}

/**
 * A link opens the film's file at that moment, which browsers do by themselves (Media Fragments, `#t=`). The script stays
 * on the page instead, and gives the player a track of chapters made of these links.
 */
export function Chapters({ details, look }: FilmProps & LookProps) {
  const chapters = chaptersOf(details)
  if (chapters.length === 0) return null
  const { url } = playableFile(details)
  return (
    <nav class="outline chapters" aria-label={zh.chapters} data-chapters>
      <h2>
        <Word of="chapters" look={look} />
      </h2>
      <ol>
        {chapters.map(({ start, end, title }) => (
          <li key={start}>
            <a href={`${url}#t=${String(start)}`} data-start={start} data-end={end}>
              <span class="at">{clock(Math.floor(start))}</span> <span class="name">{title}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

export const Transcript = ({ details, look }: FilmProps & LookProps) =>
  details.transcript ? (
    <section class="transcript">
      <h2>
        <Word of="transcript" look={look} />
      </h2>
      <Paragraphs text={details.transcript} />
    </section>
  ) : null
