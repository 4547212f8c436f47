/** What a shipment means for the feeds: which lists it changes and what the change log says of it. */
import {
  type Change,
  type DeliveryAction,
  documentKey,
  type Item,
  itemPath,
  type Revision,
  type Shipment,
  type Site,
  tagUri,
  utc,
} from '@/core'

import type { Grave, Member } from './lists'
import type { TopicDraft } from './topic-draft'
import { burialsOf, formerTopics, membershipsOf, type Topic } from './topics'

/** Every feed a shipment may concern. */
export const topicsOf = ({ revision, earlier }: Shipment): readonly Topic[] => [
  ...new Set(
    [revision.item, ...earlier].flatMap((item) => burialsOf(item).map(({ topic }) => topic)),
  ),
]

/** Applies a shipment to the feeds it concerns. */
export function applyShipment(shipment: Shipment, draftOf: (topic: Topic) => TopicDraft): void {
  const { revision, earlier, action } = shipment
  const document = documentKey(revision.item)
  const dates = [revision.item, ...earlier].map(({ publishedAt }) => utc(publishedAt))
  for (const topic of topicsOf(shipment)) draftOf(topic).forget(document, dates)
  if (action === 'withdraw') {
    for (const { topic, label } of burialsOf(revision.item)) {
      const grave = graveOf(revision, label)
      draftOf(topic).bury(grave)
      if (isOwnTopic(revision.item, topic)) {
        const { at, reason } = grave
        draftOf(topic).own({
          document,
          kind: 'gone',
          at,
          ...(reason === undefined ? {} : { reason }),
        })
      }
    }
    return
  }
  for (const { topic, label } of membershipsOf(revision.item)) {
    draftOf(topic).put(memberOf(revision, label))
    if (isOwnTopic(revision.item, topic)) draftOf(topic).own({ document, kind: 'here' })
  }
  for (const topic of formerTopics(revision.item)) {
    draftOf(topic).own({ document, kind: 'moved', to: `courses/${revision.item.slug}` })
  }
}

/** Whether a course gave the feed its name, now or before. */
export const isOwnTopic = (item: Item, topic: Topic): boolean =>
  item.type === 'courses' &&
  [item.slug, ...item.formerSlugs].includes(topic.slice('courses/'.length)) &&
  topic.startsWith('courses/')

export const memberOf = ({ id, item }: Revision, label: string | undefined): Member => ({
  document: documentKey(item),
  revision: id,
  published: utc(item.publishedAt),
  updated: utc(item.updatedAt),
  ...(label === undefined ? {} : { label }),
})

export const graveOf = (
  { item, at, reason }: Pick<Revision, 'item' | 'at' | 'reason'>,
  label: string | undefined,
): Grave => ({
  document: documentKey(item),
  published: utc(item.publishedAt),
  at: utc(at),
  ...(reason === undefined ? {} : { reason }),
  ...(label === undefined ? {} : { label }),
})

/** The change log's line about a delivery. */
export const changeOf = (
  site: Site,
  revision: Revision,
  action: DeliveryAction,
  key: string,
): Omit<Change, 'seq'> => {
  const { item, number, hash, at, reason } = revision
  return {
    key,
    action,
    type: item.type,
    id: tagUri(site, documentKey(item)),
    slug: item.slug,
    path: itemPath(item),
    title: item.title,
    revision: number,
    hash: action === 'withdraw' ? '' : hash,
    at,
    ...(reason === undefined ? {} : { reason }),
  }
}
