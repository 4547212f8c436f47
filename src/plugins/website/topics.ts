/** Which themes, audiences and newspapers have documents, how many, and what they are called: known without reading their lists. */
import { z } from 'zod'

import type { Shelf } from '@/core'

import { compare, labelIn, topicOf } from './entries'
import { damaged, type Ordered } from './ordered'
import { TOPIC_KINDS, type List, type TopicKind, type TopicsView } from './views'

export interface Topic {
  /** What the newest of its documents calls it, so that it is a matter of content and not of when it was delivered. */
  readonly label: string
  readonly documents: number
  /** ISO 8601: when the newest of its documents changed. */
  readonly changedAt: string
}

/** Per kind the topics by slug, in the order of the slugs. */
export type Topics = Readonly<Record<TopicKind, ReadonlyMap<string, Topic>>>

export const NO_TOPICS: Topics = { themes: new Map(), audiences: new Map(), newspaper: new Map() }

export const topicsName = (kind: TopicKind | ''): string => `topics/${kind}`

const schema = z.record(
  z.string(),
  z.object({ label: z.string(), documents: z.number(), changedAt: z.string() }),
)

export async function readTopics(shelf: Shelf): Promise<Topics> {
  const read = async (kind: TopicKind): Promise<ReadonlyMap<string, Topic>> => {
    const { success, data } = schema.safeParse((await shelf.read(topicsName(kind))) ?? {})
    if (!success) throw damaged(topicsName(kind))
    return new Map(Object.entries(data))
  }
  return {
    themes: await read('themes'),
    audiences: await read('audiences'),
    newspaper: await read('newspaper'),
  }
}

/** The topics after some lists changed; those whose last document left are no more. */
export async function topicsOf(
  before: Topics,
  changed: Iterable<List>,
  ordered: Ordered,
): Promise<Topics> {
  const topics = {
    themes: new Map(before.themes),
    audiences: new Map(before.audiences),
    newspaper: new Map(before.newspaper),
  }
  for (const list of changed) {
    const topic = topicOf(list)
    if (!topic) continue
    const [newest] = await ordered.newest(list, 1)
    const label = newest && labelIn(list, [newest])
    const months = await ordered.months(list)
    const documents = [...months.values()].reduce((sum, each) => sum + each, 0)
    if (!newest || label === undefined) topics[topic.kind].delete(topic.slug)
    else topics[topic.kind].set(topic.slug, { label, documents, changedAt: newest.updatedAt })
  }
  const sorted = (kind: TopicKind): ReadonlyMap<string, Topic> =>
    new Map([...topics[kind]].sort(([left], [right]) => compare(left, right)))
  return {
    themes: sorted('themes'),
    audiences: sorted('audiences'),
    newspaper: sorted('newspaper'),
  }
}

export async function writeTopics(shelf: Shelf, before: Topics, now: Topics): Promise<void> {
  for (const kind of TOPIC_KINDS) {
    const text = JSON.stringify([...now[kind]])
    if (text === JSON.stringify([...before[kind]])) continue
    if (now[kind].size === 0) await shelf.remove(topicsName(kind))
    else await shelf.write(topicsName(kind), Object.fromEntries(now[kind]))
  }
}

/** What the directory of a kind shows: those with most documents first. */
export const directoryOf = (topics: Topics, kind: TopicKind): TopicsView => {
  const changes = [...topics[kind].values()].map(({ changedAt }) => changedAt).sort(compare)
  const changedAt = changes.at(-1)
  return {
    kind,
    topics: [...topics[kind]]
      .map(([slug, { label, documents }]) => ({ slug, label, documents }))
      .sort((left, right) => right.documents - left.documents || compare(left.slug, right.slug)),
    ...(changedAt !== undefined && { changedAt }),
  }
}
