/** The same words in English. */
import type { TvTexts } from './texts.zh'

export const en: TvTexts = {
  title: 'TV columns',
  help: 'For stations, IPTV and distance education: Media RSS and JSON per column, and one XMLTV schedule for all.',
  feed: 'Episodes',
  schedule: 'Schedule (XMLTV)',
  noColumns: 'There are no columns yet.',
  fileGone: 'This file was withdrawn; please stop using it.',
  producer: 'Produced by',
}
