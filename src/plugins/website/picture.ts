/** A picture with its sizes, alternative text and credit. */
import type { Picture } from '@/core'

import { escape } from './html'

export function pictureFigure(picture: Picture): string {
  const { url, alt, width, height, credit, sizes } = picture
  const candidates = [...sizes, { url, width }]
    .map((each) => `${each.url} ${String(each.width)}w`)
    .join(', ')
  const srcset =
    sizes.length > 0
      ? ` srcset="${escape(candidates)}" sizes="(max-width: 48rem) 100vw, 46rem"`
      : ''
  const caption = credit ? `<figcaption><small>${escape(credit)}</small></figcaption>` : ''
  return `<figure><img src="${escape(url)}" alt="${escape(alt)}" width="${String(width)}" height="${String(height)}"${srcset} decoding="async">${caption}</figure>`
}
