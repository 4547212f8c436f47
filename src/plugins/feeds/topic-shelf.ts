/** Names and shapes of what this channel keeps on its shelf. */
import { z } from 'zod'

import { DeliveryError, type DocumentKey, type Shelf } from '@/core'

import type { Head, Member, Month, Part } from './lists'
import type { Topic } from './topics'

/** A feed of the index. */
export interface ListedTopic {
  readonly topic: Topic
  readonly label?: string
}

const document = z.custom<DocumentKey>((value) => typeof value === 'string' && value.includes('/'))
const label = { label: z.string().exactOptional() }
const member = z.object({
  document,
  revision: z.string(),
  published: z.string(),
  updated: z.string(),
  ...label,
})
const grave = z.object({
  document,
  published: z.string(),
  at: z.string(),
  reason: z.string().exactOptional(),
  ...label,
})
const month = z.object({
  parts: z.array(z.object({ first: z.string(), count: z.int(), name: z.string() })),
  graves: z.array(grave),
  version: z.int(),
  stale: z.array(z.string()),
})
const head = z.object({
  newest: z.array(member),
  graves: z.array(grave),
  months: z.array(
    z.object({ month: z.string(), members: z.int(), graves: z.int(), settled: z.int() }),
  ),
  owners: z.array(
    z.discriminatedUnion('kind', [
      z.object({ document, kind: z.literal('here') }),
      z.object({ document, kind: z.literal('moved'), to: z.string() }),
      z.object({
        document,
        kind: z.literal('gone'),
        at: z.string(),
        reason: z.string().exactOptional(),
      }),
    ]),
  ),
  state: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('open') }),
    z.object({ kind: z.literal('gone'), at: z.string(), reason: z.string().exactOptional() }),
    z.object({ kind: z.literal('moved'), to: z.string() }),
  ]),
})
const members = z.array(member)
const topics = z.array(z.object({ topic: z.string(), ...label }))

/** No slash inside, so that no name is the folder of another. */
const flat = (topic: Topic): string => topic.replace('/', '.')

const PART_PREFIX = 'part/'
const partName = (topic: Topic, monthName: string, part: string): string =>
  `${PART_PREFIX}${flat(topic)}.${monthName}.${part}`
const MONTH_PREFIX = 'month/'
const monthName = (topic: Topic, name: string): string => `${MONTH_PREFIX}${flat(topic)}.${name}`
const HEAD_PREFIX = 'head/'
const headName = (topic: Topic): string => `${HEAD_PREFIX}${flat(topic)}`
const TOPICS = 'topics'

/** Typed access to the shelf. What does not have the right shape is damage, and `rebuild` mends it. */
export class TopicShelf {
  constructor(private readonly shelf: Shelf) {}

  head(topic: Topic): Promise<Head | undefined> {
    return this.read(headName(topic), head)
  }

  /** Every feed there is a usable head of, open or not. A damaged one is about to be written anew. */
  async heads(): Promise<readonly { topic: Topic; head: Head }[]> {
    const found: { topic: Topic; head: Head }[] = []
    for (const name of await this.shelf.list(HEAD_PREFIX)) {
      const topic = name.slice(HEAD_PREFIX.length).replace('.', '/')
      const { success, data } = head.safeParse(await this.shelf.read(name))
      if (success) found.push({ topic, head: data })
    }
    return found
  }

  month(topic: Topic, name: string): Promise<Month | undefined> {
    return this.read(monthName(topic, name), month)
  }

  topics(): Promise<readonly ListedTopic[] | undefined> {
    return this.read(TOPICS, topics)
  }

  async part(topic: Topic, name: string, part: Part): Promise<readonly Member[]> {
    const found = await this.read(partName(topic, name, part.name), members)
    if (!found) throw damaged(partName(topic, name, part.name), 'it is missing')
    return found
  }

  writeHead(topic: Topic, value: Head): Promise<void> {
    return this.shelf.write(headName(topic), value)
  }

  writeMonth(topic: Topic, name: string, value: Month): Promise<void> {
    return this.shelf.write(monthName(topic, name), value)
  }

  writePart(topic: Topic, name: string, part: string, value: readonly Member[]): Promise<void> {
    return this.shelf.write(partName(topic, name, part), value)
  }

  writeTopics(value: readonly ListedTopic[]): Promise<void> {
    return this.shelf.write(TOPICS, value)
  }

  removePart(topic: Topic, name: string, part: string): Promise<void> {
    return this.shelf.remove(partName(topic, name, part))
  }

  removeMonth(topic: Topic, name: string): Promise<void> {
    return this.shelf.remove(monthName(topic, name))
  }

  /** Removes every list that is not of the given feeds, months and parts. */
  async keepOnly(lists: ReadonlyMap<Topic, ReadonlyMap<string, Month>>): Promise<void> {
    const kept = new Set<string>()
    for (const [topic, months] of lists) {
      kept.add(headName(topic))
      for (const [name, { parts }] of months) {
        kept.add(monthName(topic, name))
        for (const part of parts) kept.add(partName(topic, name, part.name))
      }
    }
    for (const prefix of [HEAD_PREFIX, MONTH_PREFIX, PART_PREFIX]) {
      for (const name of await this.shelf.list(prefix)) {
        if (!kept.has(name)) await this.shelf.remove(name)
      }
    }
  }

  private async read<T>(name: string, schema: z.ZodType<T>): Promise<T | undefined> {
    const value = await this.shelf.read(name)
    if (value === undefined) return undefined
    const result = schema.safeParse(value)
    if (!result.success) throw damaged(name, z.prettifyError(result.error))
    return result.data
  }
}

const damaged = (name: string, fault: string): DeliveryError =>
  new DeliveryError(
    'STORAGE_UNAVAILABLE',
    `Feeds: the list ${name} cannot be used: ${fault}. Run "quanmei rebuild feeds".`,
  )
