/** @jsxImportSource preact */
/** Pictures in the format and size a screen needs, cropped around what matters. */
import { SMALLER_FORMATS, type Picture as PictureData, type PictureSize } from '@/core'

import type { LookProps } from './words'
import { zh } from '../texts.zh'

/** How wide a picture stands in each place of the layout; keep in step with layout.css.ts. */
const WIDTHS = {
  lead: '(min-width: 75rem) 42rem, (min-width: 48rem) 58vw, 100vw',
  cover: '(min-width: 48rem) 44rem, 100vw',
  card: '(min-width: 75rem) 17rem, (min-width: 48rem) 30vw, (min-width: 30rem) 46vw, 100vw',
  row: '9rem',
} as const

interface PictureProps {
  readonly picture: PictureData
  readonly place: keyof typeof WIDTHS
  /** Seen at once, so loaded at once. At most one a page. */
  readonly first?: boolean
  /** For pictures that only adorn a link which says the same: screen readers skip them. */
  readonly decorative?: boolean
}

const candidates = (sizes: readonly { readonly url: string; readonly width: number }[]): string =>
  sizes.map(({ url, width }) => `${url} ${String(width)}w`).join(', ')

/** Sizes of one format, the smallest first. */
const inFormat = (sizes: readonly PictureSize[], format: string): PictureSize[] =>
  sizes
    .filter(({ mediaType }) => mediaType === format)
    .sort((left, right) => left.width - right.width)

export function Picture({ picture, place, first = false, decorative = false }: PictureProps) {
  const { url, mediaType, alt, width, height, sizes, focal } = picture
  const widths = WIDTHS[place]
  const own = inFormat(sizes, mediaType)
  const image = (
    <img
      src={fallback(own, url)}
      srcset={own.length > 0 ? candidates([...own, { url, width }]) : undefined}
      sizes={own.length > 0 ? widths : undefined}
      alt={decorative ? '' : alt}
      width={width}
      height={height}
      class={focal ? `fx${tenths(focal.x)} fy${tenths(focal.y)}` : undefined}
      loading={first ? undefined : 'lazy'}
      fetchpriority={first ? 'high' : undefined}
      decoding="async"
    />
  )
  const newer = SMALLER_FORMATS.filter((format) => format !== mediaType)
    .map((format) => [format, inFormat(sizes, format)] as const)
    .filter(([, some]) => some.length > 0)
  if (newer.length === 0) return image
  return (
    <picture>
      {newer.map(([format, some]) => (
        <source key={format} type={format} srcset={candidates(some)} sizes={widths} />
      ))}
      {image}
    </picture>
  )
}

/** For browsers without srcset: the middle of what there is. */
const fallback = (own: readonly PictureSize[], url: string): string =>
  own.find(({ width }) => width >= 640)?.url ?? url

/** Steps of ten per cent are classes of the stylesheet, so that no style stands in the page. */
const tenths = (percent: number): string =>
  String(Math.round(Math.min(100, Math.max(0, percent)) / 10))

/** The address of a size at least that wide in the picture's own format, for what takes one address only. */
export const urlOfWidth = ({ url, mediaType, sizes }: PictureData, width: number): string =>
  inFormat(sizes, mediaType).find((size) => size.width >= width)?.url ?? url

/** With its credit below. */
export const Figure = ({ picture, first = false }: Pick<PictureProps, 'picture' | 'first'>) => (
  <figure class="figure">
    <Picture picture={picture} place="cover" first={first} />
    {picture.credit && <figcaption>{picture.credit}</figcaption>}
  </figure>
)

/** The card that explains everything in one picture, with a way to the full one. */
export const OnePicture = ({ picture }: { readonly picture: PictureData } & LookProps) => (
  <figure class="one-picture">
    <a href={picture.url}>
      <Picture picture={picture} place="cover" />
      <span class="more">{zh.fullPicture}</span>
    </a>
    {picture.credit && <figcaption>{picture.credit}</figcaption>}
  </figure>
)
