/** What a rebuild gathers of one feed: its members and graves by month, and who owns it. */
import type { DocumentKey } from '@/core'

import type { TopicLists } from './compose'
import { ARCHIVE_PART, TOMBSTONES_SHOWN } from './limits'
import {
  byPosition,
  latestFirst,
  membersIn,
  newestFirst,
  partOf,
  stateOf,
  type Grave,
  type Head,
  type Member,
  type Month,
  type Owner,
  type Part,
} from './lists'
import type { Topic } from './topics'

export class Gathered implements TopicLists {
  readonly members = new Map<string, Member[]>()
  readonly graves = new Map<string, Grave[]>()
  readonly owners = new Map<DocumentKey, Owner>()
  readonly lists = new Map<string, Month>()
  private readonly parts = new Map<string, readonly Member[]>()

  constructor(readonly topic: Topic) {}

  /** Sorts what was gathered into months and parts, and answers the head that goes with them. */
  settle(itemsPerFeed: number): Head {
    const names = [...new Set([...this.members.keys(), ...this.graves.keys()])].sort()
    for (const name of names) {
      const members = (this.members.get(name) ?? []).sort(byPosition)
      const parts: Part[] = []
      for (let at = 0; at < members.length; at += ARCHIVE_PART) {
        const slice = members.slice(at, at + ARCHIVE_PART)
        const part = partOf(slice)
        parts.push(part)
        this.parts.set(`${name}.${part.name}`, slice)
      }
      const graves = (this.graves.get(name) ?? []).sort(latestFirst)
      this.lists.set(name, { parts, graves, version: 1, stale: [] })
    }
    const newest: Member[] = []
    for (const name of names.toReversed()) {
      if (newest.length >= itemsPerFeed) break
      newest.push(...(this.members.get(name) ?? []).toSorted(newestFirst))
    }
    const owners = [...this.owners.values()].sort((left, right) =>
      left.document < right.document ? -1 : 1,
    )
    return {
      newest: newest.slice(0, itemsPerFeed),
      graves: [...this.graves.values()].flat().sort(latestFirst).slice(0, TOMBSTONES_SHOWN),
      months: [...this.lists].map(([month, { parts, graves, version }]) => ({
        month,
        members: membersIn(parts),
        graves: graves.length,
        settled: version,
      })),
      owners,
      state: stateOf(owners),
    }
  }

  month(name: string): Promise<Month> {
    const month = this.lists.get(name)
    if (!month) throw new TypeError(`The feed ${this.topic} has no month ${name}`)
    return Promise.resolve(month)
  }

  membersOf(month: string, part: Part): Promise<readonly Member[]> {
    return Promise.resolve(this.parts.get(`${month}.${part.name}`) ?? [])
  }
}
