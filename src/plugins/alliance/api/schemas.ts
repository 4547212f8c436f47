/** The shapes of the API's answers. The OpenAPI description is made of them; tests validate answers against that. */
import { z } from 'zod'

import { CONTENT_TYPES, SITE_KEY_SCOPES } from '@/core'

import { API_PROBLEMS, type ProblemCode } from './problems'

const moment = z.iso.datetime().meta({ description: 'ISO 8601, UTC' })
const type = z.enum(CONTENT_TYPES)
const term = z.strictObject({ slug: z.string(), label: z.string() })
const file = z.looseObject({
  url: z.url().meta({ description: 'Absolute' }),
  mediaType: z.string(),
  bytes: z.int().nonnegative(),
})

export const API_SCHEMAS = {
  Document: z
    .strictObject({
      id: z.string().meta({ description: 'Permanent tag: URI (RFC 4151)' }),
      type,
      documentId: z.string().meta({ description: 'Its id below /{type}/' }),
      revision: z.int().min(1),
      hash: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .meta({ description: 'SHA-256 of the content' }),
      url: z.url().meta({ description: 'The canonical page' }).optional(),
      slug: z.string().optional(),
      title: z.string().optional(),
      summary: z.string().optional(),
      language: z.string().meta({ description: 'BCP 47' }).optional(),
      publishedAt: moment.optional(),
      updatedAt: moment.optional(),
      changedAt: moment.optional(),
      themes: z.array(term).optional(),
      audiences: z.array(term).optional(),
      courses: z.array(term).optional(),
      credits: z.looseObject({ author: z.string() }).optional(),
      attribution: z
        .strictObject({ text: z.string(), html: z.string(), canonical: z.url() })
        .meta({ description: 'To be shown with the document' })
        .optional(),
      html: z
        .string()
        .meta({
          description: 'Sanitised HTML with absolute addresses; empty where there is no body',
        })
        .optional(),
      cover: file.optional(),
      attachments: z.array(file).optional(),
      files: z.array(file).optional(),
      corrections: z.array(z.strictObject({ at: moment, note: z.string() })).optional(),
      rights: z.strictObject({ from: moment.optional(), until: moment.optional() }).optional(),
      details: z
        .looseObject({ type })
        .meta({ description: 'What only this type has: objectives, credit hours, quiz, film …' })
        .optional(),
      lrmi: z
        .looseObject({ '@context': z.literal('https://schema.org/') })
        .meta({ description: 'JSON-LD in the words of schema.org and LRMI' })
        .optional(),
    })
    .meta({ description: 'Everything after hash may be left out with fields=' }),
  get DocumentPage() {
    return z.strictObject({
      items: z.array(this.Document),
      hasMore: z.boolean(),
      next: z.string().meta({ description: 'The cursor of the next page' }).optional(),
    })
  },
  get Change() {
    return z.strictObject({
      action: z.enum(['put', 'delete']),
      id: z.string(),
      type,
      documentId: z.string(),
      revision: z.int().min(1),
      changedAt: moment,
      hash: z.string().meta({ description: 'Of a put' }).optional(),
      url: z.url().optional(),
      title: z.string().optional(),
      reason: z.string().meta({ description: 'Why it was withdrawn or corrected' }).optional(),
      document: this.Document.meta({ description: 'With include=content' }).optional(),
    })
  },
  get ChangePage() {
    return z.strictObject({
      changes: z.array(this.Change),
      next: z.string().meta({
        description:
          'Give it as since= next time; doing so says that everything up to it is in place',
      }),
      hasMore: z.boolean(),
    })
  },
  Site: z.strictObject({
    site: z.strictObject({ id: z.string(), name: z.string() }),
    key: z.strictObject({ id: z.string(), scopes: z.array(z.enum(SITE_KEY_SCOPES)) }),
    hub: z.strictObject({ title: z.string(), url: z.url() }),
    agreement: z.strictObject({ from: moment.optional(), until: moment.optional() }),
    entitlement: z.strictObject({
      types: z.array(type),
      themes: z.array(z.string()),
      audiences: z.array(z.string()),
      languages: z.array(z.string()),
    }),
    limits: z.strictObject({ perMinute: z.int(), perDay: z.int() }),
    links: z.record(z.string(), z.url()),
  }),
  Problem: z.strictObject({
    type: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(API_PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    title: z.string(),
    titleEn: z.string(),
  }),
} as const

export type SchemaName = keyof typeof API_SCHEMAS
