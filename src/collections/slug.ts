/** Slugs: the permanent public names of documents. */
import { pinyin } from 'pinyin-pro'

export const MAX_SLUG_LENGTH = 120

export const SLUG_PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

export const isSlug = (value: string): boolean =>
  value.length <= MAX_SLUG_LENGTH && SLUG_PATTERN.test(value)

/** A slug made of a title: Chinese by its pinyin, Latin words as they are; empty where nothing is left. */
export function suggestSlug(title: string): string {
  const words = pinyin(title.normalize('NFKC'), {
    toneType: 'none',
    type: 'array',
    nonZh: 'consecutive',
    v: true,
  })
  const slug = words
    .join('-')
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return shorten(slug, MAX_SLUG_LENGTH)
}

/** `name-2`, `name-3` …, within the length allowed. */
export const numberedSlug = (slug: string, number: number): string => {
  const ending = `-${String(number)}`
  return shorten(slug, MAX_SLUG_LENGTH - ending.length) + ending
}

/** Cut between words, without hyphens at the ends. */
function shorten(slug: string, length: number): string {
  const trimmed = slug.replace(/^-+|-+$/g, '')
  if (trimmed.length <= length) return trimmed
  const cut = trimmed.slice(0, length + 1)
  const hyphen = cut.lastIndexOf('-')
  return cut.slice(0, hyphen > 0 ? hyphen : length).replace(/-+$/, '')
}
