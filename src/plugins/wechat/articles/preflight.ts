/** What of an article WeChat would refuse, cut or lose. The same table (../limits.ts) that delivery obeys. */
import { DeliveryError, type Item, type Site } from '@/core'

import type { DraftLimits } from '../far-side'
import { DRAFT, PICTURES } from '../limits'
import { bytesOf, lengthOf } from './count'
import type { LookId } from './html/looks'
import { findingTexts, type FindingText } from './finding-texts'
import { placePictures, renderArticle, type RenderedArticle } from './render'

export interface Finding {
  /** What of the article it concerns. */
  readonly kind: FindingText
  /** The field of the document that can mend it. */
  readonly field: 'title' | 'authorUnit' | 'summary' | 'body' | 'cover' | 'slug'
  /** `block`: WeChat would refuse it. `warn`: it goes out otherwise than written. */
  readonly severity: 'block' | 'warn'
  /** What is allowed and what is there, where it is a number. */
  readonly limit?: number
  readonly actual?: number
  readonly message: { readonly zh: string; readonly en: string }
}

/** Findings of one article, those that block first. */
export function preflight(item: Item, site: Site, look: LookId): Finding[] {
  return findingsOf(item, renderArticle(item, { site, look }))
}

export function findingsOf(
  item: Item,
  article: RenderedArticle,
  limits: DraftLimits = DRAFT,
): Finding[] {
  const content = sentContent(article)
  const author = lengthOf(item.credits.author.trim())
  const summary = lengthOf(item.summary.trim())
  const found: (Finding | undefined)[] = [
    over('title', 'title', lengthOf(article.title), limits.title),
    article.title === '' ? finding('titleEmpty', 'title', 'block') : undefined,
    over('content', 'body', lengthOf(content), limits.content - 1),
    over('contentBytes', 'body', bytesOf(content), limits.contentBytes - 1),
    over('sourceUrl', 'slug', bytesOf(article.sourceUrl), limits.sourceUrlBytes),
    article.cover ? undefined : finding('cover', 'cover', 'block'),
    over('author', 'authorUnit', author, limits.author, 'warn'),
    over('digest', 'summary', summary, limits.digest, 'warn'),
    ...lossesOf(article),
  ]
  return found.filter((each) => each !== undefined)
}

/** The content as long as it is when it is sent. */
export const sentContent = ({ content }: RenderedArticle): string =>
  placePictures(content, () => 'x'.repeat(PICTURES.hostedAddress))

function lossesOf({ losses }: RenderedArticle): Finding[] {
  const has = (kind: string): boolean => losses.some((loss) => loss.kind === kind)
  return [
    ...(has('external-picture') ? [finding('externalPicture', 'body', 'warn')] : []),
    ...(has('animation') ? [finding('animation', 'body', 'warn')] : []),
  ]
}

const over = (
  kind: FindingText,
  field: Finding['field'],
  actual: number,
  limit: number,
  severity: Finding['severity'] = 'block',
): Finding | undefined =>
  actual > limit ? finding(kind, field, severity, { limit, actual }) : undefined

/** A finding in words. `limit` and `actual` in the unit the words name. */
export function finding(
  kind: FindingText,
  field: Finding['field'],
  severity: Finding['severity'],
  numbers?: { readonly limit: number; readonly actual: number },
): Finding {
  const fill = (template: string): string =>
    template
      .replace('{limit}', String(numbers?.limit ?? ''))
      .replace('{actual}', String(numbers?.actual ?? ''))
  const { zh, en } = findingTexts[kind]
  return { kind, field, severity, ...numbers, message: { zh: fill(zh), en: fill(en) } }
}

/** Throws what keeps an article back, in words an editor understands. */
export function refuseBlocked(findings: readonly Finding[]): void {
  const blocking = findings.filter(({ severity }) => severity === 'block')
  if (blocking.length === 0) return
  const sentences = blocking.map(({ message }) => `${message.zh} / ${message.en}`)
  throw new DeliveryError('RENDERING_FAILED', sentences.join('\n'))
}
