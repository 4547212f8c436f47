/** Sets: by type, theme and audience, each document in several. */
import { CONTENT_TYPES, isContentType, type Facets, type RecordHead } from '@/core'

export const setsOf = ({
  type,
  themes,
  audiences,
}: Pick<RecordHead, 'type'> & Facets): string[] => [
  `type:${type}`,
  ...themes.map((slug) => `theme:${slug}`),
  ...audiences.map((slug) => `audience:${slug}`),
]

const TYPE_NAMES = {
  articles: '文章 Articles',
  videos: '视频 Videos',
  explainers: '政策解读 Explainers',
  lessons: '课件 Lessons',
  courses: '课程 Courses',
} as const

/** Sets that are there whether or not anything is in them. */
export const FIXED_SETS: readonly { readonly spec: string; readonly name: string }[] = [
  { spec: 'type', name: '类型 Types' },
  ...CONTENT_TYPES.map((type) => ({ spec: `type:${type}`, name: TYPE_NAMES[type] })),
  { spec: 'theme', name: '主题 Themes' },
  { spec: 'audience', name: '对象 Audiences' },
]

const SPEC = /^(?:type|theme|audience)(?::[A-Za-z0-9_-]+)?$/

export const isSetSpec = (text: string): boolean =>
  SPEC.test(text) && (!text.startsWith('type:') || isContentType(text.slice('type:'.length)))

/** A set holds what its subsets hold. */
export function isInSet(head: Pick<RecordHead, 'type'> & Facets, set: string | undefined): boolean {
  if (set === undefined || set === 'type') return true
  if (set === 'theme') return head.themes.length > 0
  if (set === 'audience') return head.audiences.length > 0
  return setsOf(head).includes(set)
}
