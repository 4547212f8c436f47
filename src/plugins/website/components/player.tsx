/** @jsxImportSource preact */
/** A film with its captions and words. */
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
  const { video, poster, captions, durationSeconds } = details
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
        <source src={video.url} type={video.mediaType} />
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
        <a href={video.url}>{title}</a>
      </video>
      {durationSeconds !== undefined && (
        <figcaption>
          {zh.duration}：{clock(durationSeconds)}
        </figcaption>
      )}
    </figure>
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
