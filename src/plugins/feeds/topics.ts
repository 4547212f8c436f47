/** Which feeds there are, what belongs to each, and where each is. */
import type { Item, Site } from '@/core'
import { absoluteUrl, cleanLine } from '@/core'

import { zh } from './texts.zh'

/** `all`, `articles` …, `newspaper`, `themes/SLUG`, `audiences/SLUG`, `courses/SLUG`, `newspaper/SLUG`: the path below `/feeds/`. */
export type Topic = string

export const FORMATS = ['rss', 'atom', 'json'] as const
export type Format = (typeof FORMATS)[number]

/** In the order of the index; `all` is written first, for it is what people wait for. */
export const FIXED_TOPICS = [
  ...['all', 'articles', 'videos', 'explainers', 'lessons', 'courses', 'newspaper'],
] as const satisfies readonly Topic[]

const KINDS = {
  themes: zh.theme,
  audiences: zh.audience,
  courses: zh.course,
  newspaper: zh.newspaper,
} as const
type Kind = keyof typeof KINDS

/** A feed an item belongs to, with the label the item knows it by. */
export interface Membership {
  readonly topic: Topic
  readonly label?: string
}

/** The feeds an item appears in. Editions repeat what `all` has, so they stand in feeds of their own alone. */
export function membershipsOf(item: Item): readonly Membership[] {
  const terms = (kind: Kind, members: readonly { slug: string; label: string }[]): Membership[] =>
    members
      .filter(({ slug }) => !(kind in FIXED_KINDS) || hasOwnFeed(slug))
      .map(({ slug, label }) => ({ topic: `${kind}/${slug}`, label: cleanLine(label) || slug }))
  if (item.details.type === 'editions') {
    return [{ topic: 'newspaper' }, ...terms('newspaper', [item.details.newspaper])]
  }
  const own = item.type === 'courses' ? [{ slug: item.slug, label: item.title }] : []
  const all: Membership[] = [
    { topic: 'all' },
    { topic: item.type },
    ...terms('themes', item.themes),
    ...terms('audiences', item.audiences),
    ...terms('courses', [...own, ...item.courses]),
  ]
  return all.filter(({ topic }, index) => all.findIndex((one) => one.topic === topic) === index)
}

/** The feeds that tell of an item's withdrawal: those it was in, and those of a course's former names. */
export const burialsOf = (item: Item): readonly Membership[] => [
  ...membershipsOf(item),
  ...formerTopics(item).map((topic) => ({ topic, label: cleanLine(item.title) || item.slug })),
]

/** Feeds a course had under former slugs. */
export const formerTopics = (item: Item): readonly Topic[] =>
  item.type === 'courses'
    ? item.formerSlugs
        .filter((slug) => slug !== item.slug && hasOwnFeed(slug))
        .map((slug) => `courses/${slug}`)
    : []

/** Kinds that are feeds themselves: `/feeds/courses/2014-07.rss` is an archive of the feed of all courses. */
const FIXED_KINDS = { courses: true, newspaper: true } as const

/** No course or newspaper may take the name of an archive. */
const hasOwnFeed = (slug: string): boolean => !/^\d{4}-\d{2}(-\d+)?$/.test(slug)

/** Of a term's feed the kind and the slug; `undefined` for the fixed ones. */
export function termOf(topic: Topic): { kind: Kind; slug: string } | undefined {
  const [kind, slug] = topic.split('/')
  return slug !== undefined && kind !== undefined && kind in KINDS
    ? { kind: kind as Kind, slug }
    : undefined
}

/** What the feed is about, in words: `主题：党章`. */
export function topicName(topic: Topic, label: string | undefined): string {
  const term = termOf(topic)
  if (!term) return topic in zh ? zh[topic as keyof typeof zh] : topic
  return `${KINDS[term.kind]}：${label ?? term.slug}`
}

/** Root-relative path of a subscription document, or of an archive document of it. */
export const feedPath = (topic: Topic, format: Format, archive?: string): string =>
  `/feeds/${topic.split('/').map(encodeURIComponent).join('/')}` +
  `${archive === undefined ? '' : `/${archive}`}.${format}`

export const feedUrl = (
  site: Pick<Site, 'publicUrl'>,
  topic: Topic,
  format: Format,
  archive?: string,
): string => absoluteUrl(site, feedPath(topic, format, archive))

/** Name of an archive document: `2014-07`, `2014-07-2` … Parts count from 1. */
export const archiveName = (month: string, part: number): string =>
  part === 1 ? month : `${month}-${String(part)}`

/** Fixed feeds in their order, then themes, audiences, courses and newspapers by slug. */
export function compareTopics(left: Topic, right: Topic): number {
  const rank = (topic: Topic): string => {
    const fixed = FIXED_TOPICS.findIndex((one) => one === topic)
    if (fixed !== -1) return `0${String(fixed)}`
    return `${String(1 + Object.keys(KINDS).indexOf(topic.split('/')[0] ?? ''))}${topic}`
  }
  const [one, other] = [rank(left), rank(right)]
  return one < other ? -1 : one > other ? 1 : 0
}
