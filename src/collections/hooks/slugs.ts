/**
 * Slugs are suggested from titles until first publication and permanent afterwards: a published document may change
 * its slug, and then the old one redirects to it for good and can't be taken by another document of the type.
 */
import {
  ValidationError,
  type CollectionBeforeChangeHook,
  type CollectionBeforeValidateHook,
  type Payload,
  type PayloadRequest,
} from 'payload'

import type { ContentType } from '@/core'
import { say, texts } from '@/i18n/texts'

import { numberedSlug, suggestSlug } from '../slug'

/** The part of a content document the hooks look at. */
interface Slugged {
  readonly id?: string
  readonly title?: string | null
  readonly slug?: string | null
  readonly publishedSlug?: string | null
  readonly formerSlugs?: unknown
  readonly _status?: string | null
}

/** Primary key of a former slug in the collection `redirects`. */
export const redirectId = (type: ContentType, slug: string): string => `${type}/${slug}`

/** Fills an empty slug; before first publication one that was suggested follows the title. */
export const suggestSlugFromTitle =
  (type: ContentType): CollectionBeforeValidateHook =>
  async ({ data, originalDoc, req }) => {
    if (data === undefined) return data
    const document = data as Slugged
    const before = (originalDoc ?? {}) as Slugged
    const slug = document.slug ?? before.slug ?? ''
    const title = document.title ?? before.title ?? ''
    const suggestedBefore = suggestSlug(before.title ?? '')
    const follows =
      slug === '' ||
      (!before.publishedSlug && suggestedBefore !== '' && isNumbered(slug, suggestedBefore))
    const suggestion = suggestSlug(title)
    if (!follows || suggestion === '' || (slug !== '' && isNumbered(slug, suggestion))) {
      return slug === '' ? { ...data, slug: null } : data
    }
    return { ...data, slug: await firstFree(type, suggestion, before.id ?? document.id, req) }
  }

const isNumbered = (slug: string, suggestion: string): boolean =>
  slug === suggestion || new RegExp(`^${suggestion}-\\d+$`).test(slug)

async function firstFree(
  type: ContentType,
  suggestion: string,
  id: string | undefined,
  req: PayloadRequest,
): Promise<string> {
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? suggestion : numberedSlug(suggestion, number)
    if (!(await isTaken(req.payload, type, slug, id, req))) return slug
  }
}

/** Whether another document of the type has the slug, or had it in public. */
export async function isTaken(
  payload: Payload,
  type: ContentType,
  slug: string,
  id: string | undefined,
  req?: PayloadRequest,
): Promise<boolean> {
  const options = req === undefined ? {} : { req }
  const redirect = await payload.db.findOne<{ id: string; document: string }>({
    collection: 'redirects',
    where: { id: { equals: redirectId(type, slug) } },
    ...options,
  })
  if (redirect !== null && redirect.document !== id) return true
  const { totalDocs } = await payload.db.count({
    collection: type,
    where: {
      and: [
        { or: [{ slug: { equals: slug } }, { publishedSlug: { equals: slug } }] },
        ...(id === undefined ? [] : [{ id: { not_equals: id } }]),
      ],
    },
    ...options,
  })
  return totalDocs > 0
}

/** On publication: notes the slug as public, and where it changed keeps the old one as a redirect. */
export const keepFormerSlugs =
  (type: ContentType): CollectionBeforeChangeHook =>
  async ({ data, originalDoc, req }) => {
    const document = data as Slugged
    const id = (originalDoc as Slugged | undefined)?.id ?? document.id
    if (document._status !== 'published' || id === undefined) return data
    const { slug } = document
    if (!slug) return data
    if (await isTaken(req.payload, type, slug, id, req)) throw slugTaken(type, slug, req)

    const stored = await req.payload.db.findOne<Slugged & { id: string }>({
      collection: type,
      where: { id: { equals: id } },
      req,
    })
    const former = new Set(textsOf(stored?.formerSlugs ?? document.formerSlugs))
    const before = publicSlug(stored)
    if (former.delete(slug)) await forget(type, slug, req)
    if (before !== undefined && before !== slug) {
      former.add(before)
      await remember(type, before, id, req)
    }
    return { ...data, publishedSlug: slug, formerSlugs: [...former] }
  }

/** The slug readers know; a document written by the importer's bulk path has no note of it yet. */
const publicSlug = (stored: Slugged | null | undefined): string | undefined =>
  stored?.publishedSlug ?? (stored?._status === 'published' ? stored.slug : undefined) ?? undefined

async function remember(
  type: ContentType,
  slug: string,
  document: string,
  req: PayloadRequest,
): Promise<void> {
  const id = redirectId(type, slug)
  await forget(type, slug, req)
  await req.payload.db.create({ collection: 'redirects', data: { id, type, slug, document }, req })
}

const forget = (type: ContentType, slug: string, req: PayloadRequest): Promise<void> =>
  req.payload.db.deleteMany({
    collection: 'redirects',
    where: { id: { equals: redirectId(type, slug) } },
    req,
  })

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((member): member is string => typeof member === 'string') : []

const slugTaken = (type: ContentType, slug: string, req: PayloadRequest): ValidationError =>
  new ValidationError(
    {
      collection: type,
      errors: [
        { path: 'slug', message: say(texts.errors.slugTaken, req.i18n.language, { value: slug }) },
      ],
    },
    req.t,
  )
