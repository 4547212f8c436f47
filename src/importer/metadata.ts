/** Front matter and sidecars: one schema per type, faults named by field, value and line. */
import { z } from 'zod'

import { isSlug, MAX_SLUG_LENGTH, suggestSlug } from '@/collections/slug'
import type { ContentType } from '@/core'

import { readDate } from './dates'
import { Refusal, type Finding, type ImportCode } from './errors'
import type { YamlText } from './yaml'

/** Types as people write them, and the collections they go to. */
export const SOURCE_TYPES = {
  article: 'articles',
  video: 'videos',
  explainer: 'explainers',
  lesson: 'lessons',
  course: 'courses',
  audio: 'media',
} as const satisfies Record<string, ContentType | 'media'>

export type SourceType = keyof typeof SOURCE_TYPES

export const isSourceType = (value: unknown): value is SourceType =>
  typeof value === 'string' && Object.hasOwn(SOURCE_TYPES, value)

/** The fixed list of channels a document may be kept to. */
export const CHANNELS = ['website', 'tv', 'newsletter', 'wechat', 'alliance'] as const

const fault = (code: ImportCode): { params: { code: ImportCode } } => ({ params: { code } })

const text = z.union([z.string(), z.number()]).transform((value) => String(value).trim())
const required = text.pipe(z.string().min(1, 'empty'))
const limited = (length: number): z.ZodType<string> =>
  text.pipe(z.string().min(1, 'empty').max(length))
const date = text
  .refine((value) => readDate(value) !== undefined, fault('invalid-date'))
  .transform((value) => readDate(value) ?? value)
const slug = text.refine(isSlug, fault('invalid-slug'))
const channel = z
  .string()
  .refine((value) => (CHANNELS as readonly string[]).includes(value), fault('unknown-channel'))
const file = required
const number = z.number().min(0)
const creditHours = z
  .number()
  .min(0)
  .max(99.9)
  .refine((value) => Number(value.toFixed(1)) === value, { message: 'at most one decimal' })
const address = text.refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), {
  message: 'http(s)://…',
})

const common = {
  type: z.string(),
  title: limited(200),
  slug: slug.optional(),
  summary: limited(300),
  language: text.optional(),
  themes: z.array(z.string()).default([]),
  audiences: z.array(z.string()).default([]),
  channels: z.array(channel).default([]),
  authorUnit: required,
  source: z
    .object({ name: text.optional(), url: address.optional(), date: text.optional() })
    .optional(),
  responsibleEditor: text.optional(),
  proofreader: text.optional(),
  reviewer: text.optional(),
  publishedAt: date.optional(),
  updatedAt: date.optional(),
  cover: file.optional(),
  attachments: z
    .array(z.object({ file, title: text.optional(), mediaType: text.optional() }))
    .default([]),
  related: z.array(z.string().regex(/^[a-z]+:[a-z0-9-]+$/, 'type:slug')).default([]),
  corrections: z.array(z.object({ at: date, note: required })).default([]),
}

const quizQuestion = z
  .object({
    question: required,
    options: z
      .record(z.string().max(3), text)
      .refine((options) => Object.keys(options).length >= 2, { message: 'two or more' }),
    answer: z.union([text.transform((key) => [key]), z.array(text).min(1)]),
    explanation: text.optional(),
  })
  .refine(({ options, answer }) => answer.every((key) => Object.hasOwn(options, key)), {
    path: ['answer'],
    message: 'not one of the options',
  })

const article = z.object({ ...common, file: file.optional(), gallery: z.array(file).default([]) })
const explainer = z.object({
  ...common,
  file: file.optional(),
  documentNumber: text.optional(),
  issuer: text.optional(),
  effectiveFrom: date.optional(),
  effectiveUntil: date.optional(),
  plainSummary: text.optional(),
  explainingPicture: file.optional(),
})
const lesson = z.object({
  ...common,
  file: file.optional(),
  creditHours: creditHours.optional(),
  durationMinutes: number.optional(),
  teacher: text.optional(),
  teacherRole: text.optional(),
  producer: text.optional(),
  validUntil: date.optional(),
  objectives: z.array(required).default([]),
  quiz: z.array(quizQuestion).default([]),
})
const course = z.object({
  ...common,
  file: file.optional(),
  creditHours: creditHours.optional(),
  lessons: z
    .array(z.object({ slug, order: number.optional(), required: z.boolean().default(true) }))
    .default([]),
  completion: z
    .object({ lessonsRequired: number.optional(), quizPassMark: number.max(100).optional() })
    .optional(),
})
const caption = z.object({
  file,
  language: text.default('zh-CN'),
  kind: z.enum(['captions', 'subtitles']).default('captions'),
})
const video = z.object({
  ...common,
  file,
  poster: file.optional(),
  durationSeconds: number.optional(),
  subtitles: z.array(caption).default([]),
  transcript: text.optional(),
  imageCredits: z.array(z.string()).default([]),
  rights: z.object({ from: date.optional(), until: date.optional() }).optional(),
  column: slug.optional(),
  episode: z.int().min(1).optional(),
  airings: z.array(z.object({ at: date, repeat: z.boolean().default(false) })).default([]),
  chapters: z.array(z.object({ seconds: number, title: required })).default([]),
  producer: text.optional(),
  productionNumber: text.optional(),
  approvalNumber: text.optional(),
  region: z
    .object({
      relationship: z.enum(['allow', 'deny']).default('allow'),
      countries: z.array(z.string().regex(/^[A-Z]{2}$/, 'CN')).min(1),
    })
    .optional(),
  rating: z.enum(['adult', 'nonadult']).optional(),
  keywords: z.array(text).default([]),
})
const audio = z.object({
  type: common.type,
  file,
  title: common.title,
  slug: slug.optional(),
  language: common.language,
  themes: common.themes,
  audiences: common.audiences,
  authorUnit: text.optional(),
  durationSeconds: number.optional(),
  transcript: text.optional(),
})

const SCHEMAS = { article, video, explainer, lesson, course, audio } as const

/** Fields of samples that our model has no place for: named in the report, unlike mere slips of the pen. */
const NOT_KEPT = new Set([
  'captionsBurntIn',
  'summary',
  'publishedAt',
  'channels',
  'updatedAt',
  'cover',
  'related',
])

export type Metadata = {
  [Type in SourceType]: z.output<(typeof SCHEMAS)[Type]> & {
    readonly type: Type
    readonly slug: string
  }
}[SourceType]
export type DocumentMetadata = Exclude<Metadata, { type: 'audio' }>
export type MetadataOf<Type extends SourceType> = Extract<Metadata, { type: Type }>

/** Reads metadata; throws one finding per fault. Warnings go to `warn`. */
export function readMetadata(yaml: YamlText, warn: (finding: Finding) => void): Metadata {
  const raw = yaml.value
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw new Refusal({ code: 'front-matter-unparsable', detail: 'not a list of fields' })
  }
  const fields = raw as Record<string, unknown>
  const type = fields['type'] ?? 'article'
  if (!isSourceType(type)) {
    throw new Refusal({
      code: 'unknown-type',
      field: 'type',
      value: shown(type),
      detail: Object.keys(SOURCE_TYPES).join(', '),
      ...at(yaml, ['type']),
    })
  }
  const schema = SCHEMAS[type]
  for (const name of Object.keys(fields)) {
    if (Object.hasOwn(schema.shape, name)) continue
    const code = NOT_KEPT.has(name) ? 'field-not-kept' : 'unknown-field'
    warn({ code, field: name, ...at(yaml, [name]) })
  }
  const result = schema.safeParse({ ...fields, type })
  const findings = result.success
    ? []
    : result.error.issues.map((issue) => findingOf(issue, fields, yaml))
  if (!result.success) throw new Refusal(findings)
  const slug = result.data.slug ?? suggestSlug(result.data.title)
  if (slug === '') throw new Refusal({ code: 'missing-field', field: 'slug' })
  return { ...result.data, type, slug } as Metadata
}

function findingOf(
  issue: z.core.$ZodIssue,
  fields: Record<string, unknown>,
  yaml: YamlText,
): Finding {
  const path = issue.path.filter((part) => typeof part !== 'symbol')
  const field = path.join('.')
  const value = path.reduce<unknown>(
    (inside, part) =>
      typeof inside === 'object' && inside !== null
        ? (inside as Record<string, unknown>)[part]
        : undefined,
    fields,
  )
  const where = { field, ...at(yaml, path) }
  if (value === undefined || value === null || value === '')
    return { code: 'missing-field', ...where }
  const code =
    issue.code === 'custom'
      ? ((issue.params?.['code'] as ImportCode | undefined) ?? 'invalid-value')
      : 'invalid-value'
  const detail =
    code === 'invalid-slug'
      ? String(MAX_SLUG_LENGTH)
      : code === 'unknown-channel'
        ? CHANNELS.join(', ')
        : issue.message
  return { code, ...where, value: shown(value), detail }
}

const at = (yaml: YamlText, path: readonly (string | number)[]): { line?: number } => {
  const line = yaml.lineOf(path)
  return line === undefined ? {} : { line }
}

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value)
