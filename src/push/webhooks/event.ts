/** Thin events after Standard Webhooks: what happened to which document, and where to look. */
import { createHash } from 'node:crypto'

import { Webhook } from 'standardwebhooks'

import type { Change, DeliveryAction } from '@/core'

/** `lesson.published`: a hierarchy with full stops, as Standard Webhooks recommends. */
const NAMES: Readonly<Record<Change['type'], string>> = {
  articles: 'article',
  videos: 'video',
  explainers: 'explainer',
  lessons: 'lesson',
  courses: 'course',
  editions: 'edition',
}
const VERBS: Readonly<Record<DeliveryAction, string>> = {
  publish: 'published',
  correct: 'corrected',
  withdraw: 'withdrawn',
}

/** What is kept of an event: enough to write its body. */
export type Told =
  | { readonly test: string; readonly at: string }
  | Pick<Change, 'key' | 'action' | 'type' | 'id' | 'slug' | 'path' | 'revision' | 'at'>

/** The same on every attempt and every replay, without a full stop: receivers drop what they know. */
export const eventId = (told: Told): string =>
  'test' in told ? `msg_test_${digestOf(told.test)}` : `msg_${digestOf(told.key)}`

const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 32)

export const toldOf = ({ key, action, type, id, slug, path, revision, at }: Change): Told => ({
  key,
  action,
  type,
  id,
  slug,
  path,
  revision,
  at,
})

export function eventBody(told: Told, publicUrl: string): string {
  if ('test' in told) {
    return JSON.stringify({ type: 'test', timestamp: told.at, data: { id: told.test } })
  }
  const { action, type, id, slug, path, revision, at } = told
  return JSON.stringify({
    type: `${NAMES[type]}.${VERBS[action]}`,
    timestamp: at,
    data: { type, id, slug, revision, url: publicUrl + path },
  })
}

/** A signature per secret, separated by spaces. `at` is the time of this attempt. */
export const eventHeaders = (
  id: string,
  body: string,
  secrets: readonly string[],
  at: Date,
): Record<string, string> => ({
  'Content-Type': 'application/json',
  'User-Agent': 'Quanmei-Webhooks/1.0',
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
})
