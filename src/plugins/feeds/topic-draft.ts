/**
 * One feed while a batch is being delivered: shipments edit it, `settle` works out the lists that follow and which
 * archive documents they make out of date. Nothing is written here.
 *
 * Everything is an assignment ("at this position stands that member"), so a batch that was cut short may be applied
 * again to whatever lists it left behind.
 */
import { type DocumentKey, monthOf, type Site } from '@/core'

import { archiveRef, neighbours } from './archives'
import {
  byPosition,
  documentsOf,
  editParts,
  EMPTY_HEAD,
  EMPTY_MONTH,
  latestFirst,
  membersIn,
  newestFirst,
  positionOf,
  stateOf,
  type Grave,
  type Head,
  type Member,
  type Month,
  type MonthSummary,
  type Owner,
  type Part,
} from './lists'
import { TOMBSTONES_SHOWN } from './limits'
import type { Topic } from './topics'
import type { TopicShelf } from './topic-shelf'

interface MonthEdits {
  readonly members: Map<string, Member | undefined>
  readonly graves: Map<DocumentKey, Grave | undefined>
}

/** A month whose list changes. */
interface ChangedMonth {
  readonly before: Month
  readonly after: Month
  readonly written: ReadonlyMap<string, readonly Member[]>
}

/** The feed as it will be. */
export interface SettledTopic {
  readonly head: Head
  readonly changed: ReadonlyMap<string, ChangedMonth>
  /** Archive documents to be written or removed, `2014-07:2`. */
  readonly stale: ReadonlySet<string>
}

export class TopicDraft {
  private readonly edits = new Map<string, MonthEdits>()
  private readonly owners = new Map<DocumentKey, Owner | undefined>()
  private readonly months = new Map<string, Month>()
  private readonly parts = new Map<string, readonly Member[]>()
  private concerned: boolean

  private constructor(
    readonly topic: Topic,
    private readonly before: Head,
    /** False when nothing was ever kept under this name. */
    existed: boolean,
    private readonly shelf: TopicShelf,
    private readonly site: Site,
  ) {
    this.concerned = existed
  }

  static async open(topic: Topic, shelf: TopicShelf, site: Site): Promise<TopicDraft> {
    const head = await shelf.head(topic)
    return new TopicDraft(topic, head ?? EMPTY_HEAD, head !== undefined, shelf, site)
  }

  /** Whether there is, or will be, such a feed. */
  get exists(): boolean {
    return this.concerned
  }

  /** Makes the feed exist, be it empty. */
  create(): void {
    this.concerned = true
  }

  /** Takes a document out, wherever it may stand; tombstones of it as well. */
  forget(document: DocumentKey, published: readonly string[]): void {
    const dates = new Set([
      ...published,
      ...[...this.before.newest, ...this.before.graves]
        .filter((one) => one.document === document)
        .map((one) => one.published),
    ])
    for (const date of dates) {
      const edits = this.editsOf(date)
      edits.members.set(positionOf({ published: date, document }), undefined)
      edits.graves.set(document, undefined)
    }
    this.owners.set(document, undefined)
  }

  put(member: Member): void {
    this.concerned = true
    this.editsOf(member.published).members.set(positionOf(member), member)
  }

  bury(grave: Grave): void {
    this.concerned = true
    this.editsOf(grave.published).graves.set(grave.document, grave)
  }

  own(owner: Owner): void {
    this.concerned = true
    this.owners.set(owner.document, owner)
  }

  async settle(itemsPerFeed: number): Promise<SettledTopic> {
    const changed = new Map<string, ChangedMonth>()
    const stale = new Set<string>()
    const summaries = new Map(this.before.months.map((summary) => [summary.month, summary]))
    const resized: string[] = []
    for (const [name, edits] of this.edits) {
      const month = await this.edit(name, edits)
      const known = summaries.get(name)
      // The last batch may have been cut short between writing this list and the documents made from it.
      if (known?.settled !== month.before.version)
        month.before.stale.forEach((ref) => stale.add(ref))
      const own = staleDocuments(name, month)
      own.forEach((ref) => stale.add(ref))
      const summary = summaryOf(name, month.after)
      if (documentsOf(summary) !== (known ? documentsOf(known) : 0)) resized.push(name)
      if (own.length > 0) changed.set(name, month)
      this.months.set(name, month.after)
      for (const [part, members] of month.written) this.parts.set(`${name}.${part}`, members)
      if (documentsOf(summary) === 0) summaries.delete(name)
      else summaries.set(name, summary)
    }
    const months = [...summaries.values()].sort((left, right) =>
      left.month < right.month ? -1 : 1,
    )
    for (const name of resized) neighbours(months, name).forEach((ref) => stale.add(ref))
    const owners = this.settledOwners()
    const state = stateOf(owners)
    if (JSON.stringify(state) !== JSON.stringify(this.before.state)) {
      for (const summary of months) {
        for (let part = 1; part <= documentsOf(summary); part++) {
          stale.add(archiveRef(summary.month, part))
        }
      }
    }
    const head = {
      newest: await this.newest(months, itemsPerFeed),
      graves: await this.latestGraves(months),
      months: months.map((summary) => {
        const month = changed.get(summary.month)
        return month ? { ...summary, settled: month.before.version + 1 } : summary
      }),
      owners,
      state,
    }
    return { head, changed: versioned(changed, stale), stale }
  }

  /** A month's list as it will be. */
  async month(name: string): Promise<Month> {
    const known = this.months.get(name)
    if (known) return known
    const month = (await this.shelf.month(this.topic, name)) ?? EMPTY_MONTH
    this.months.set(name, month)
    return month
  }

  async membersOf(name: string, part: Part): Promise<readonly Member[]> {
    const key = `${name}.${part.name}`
    const known = this.parts.get(key)
    if (known) return known
    const members = await this.shelf.part(this.topic, name, part)
    this.parts.set(key, members)
    return members
  }

  private editsOf(published: string): MonthEdits {
    const name = monthOf(published, this.site.timeZone)
    const known = this.edits.get(name)
    if (known) return known
    const made: MonthEdits = { members: new Map(), graves: new Map() }
    this.edits.set(name, made)
    return made
  }

  private async edit(name: string, edits: MonthEdits): Promise<ChangedMonth> {
    const before = await this.month(name)
    const { parts, written } = await editParts(before.parts, edits.members, (part) =>
      this.membersOf(name, part),
    )
    const graves = new Map(before.graves.map((grave) => [grave.document, grave]))
    for (const [document, grave] of edits.graves) {
      if (grave) graves.set(document, grave)
      else graves.delete(document)
    }
    const after = { ...before, parts, graves: [...graves.values()].sort(latestFirst) }
    return { before, after, written }
  }

  private settledOwners(): readonly Owner[] {
    const owners = new Map(this.before.owners.map((owner) => [owner.document, owner]))
    for (const [document, owner] of this.owners) {
      if (owner) owners.set(document, owner)
      else owners.delete(document)
    }
    return [...owners.values()].sort((left, right) => (left.document < right.document ? -1 : 1))
  }

  /**
   * The newest members. Additions are merged into those known; after a removal, or when the settings want more, they
   * are gathered again from the end of the lists.
   */
  private async newest(months: readonly MonthSummary[], limit: number): Promise<readonly Member[]> {
    const known = new Map(this.before.newest.map((member) => [positionOf(member), member]))
    let removed = false
    for (const { members } of this.edits.values()) {
      for (const [position, member] of members) {
        if (member) known.set(position, member)
        else removed = known.delete(position) || removed
      }
    }
    const total = months.reduce((sum, { members }) => sum + members, 0)
    const wanted = Math.min(limit, total)
    if (!removed && this.before.newest.length >= Math.min(limit, this.knownTotal())) {
      const merged = [...known.values()].sort(newestFirst).slice(0, limit)
      if (merged.length === wanted) return merged
    }
    const gathered: Member[] = []
    for (const { month } of months.toReversed()) {
      for (const part of (await this.month(month)).parts.toReversed()) {
        if (gathered.length >= wanted) return gathered.slice(0, wanted)
        gathered.push(...[...(await this.membersOf(month, part))].sort(byPosition).reverse())
      }
    }
    return gathered.slice(0, wanted)
  }

  private knownTotal(): number {
    return this.before.months.reduce((sum, { members }) => sum + members, 0)
  }

  private async latestGraves(months: readonly MonthSummary[]): Promise<readonly Grave[]> {
    const touched = [...this.edits.values()].some(({ graves }) => graves.size > 0)
    if (!touched) return this.before.graves
    const known = new Map(this.before.graves.map((grave) => [grave.document, grave]))
    let removed = false
    for (const { graves } of this.edits.values()) {
      for (const [document, grave] of graves) {
        if (!grave) removed = known.delete(document) || removed
      }
    }
    for (const { graves } of this.edits.values()) {
      for (const grave of graves.values()) if (grave) known.set(grave.document, grave)
    }
    const all = months.reduce((sum, { graves }) => sum + graves, 0)
    if (removed && all > known.size) {
      for (const { month, graves } of months) {
        if (graves === 0) continue
        for (const grave of (await this.month(month)).graves) known.set(grave.document, grave)
      }
    }
    return [...known.values()].sort(latestFirst).slice(0, TOMBSTONES_SHOWN)
  }
}

const summaryOf = (month: string, { parts, graves, version }: Month): MonthSummary => ({
  month,
  members: membersIn(parts),
  graves: graves.length,
  settled: version,
})

/** Documents of a month that its new list makes out of date, those to be removed included. */
function staleDocuments(name: string, { before, after }: ChangedMonth): string[] {
  const refs = new Set<string>()
  const length = Math.max(before.parts.length, after.parts.length)
  for (let index = 0; index < length; index++) {
    if (before.parts[index]?.name !== after.parts[index]?.name)
      refs.add(archiveRef(name, index + 1))
  }
  if (before.parts.length !== after.parts.length) {
    // The last document that stays has another neighbour now.
    const last = Math.min(before.parts.length, after.parts.length)
    if (last > 0) refs.add(archiveRef(name, last))
  }
  if (JSON.stringify(before.graves) !== JSON.stringify(after.graves)) refs.add(archiveRef(name, 1))
  return [...refs]
}

/** Each changed list names everything the batch makes out of date, in case the batch is cut short. */
const versioned = (
  changed: ReadonlyMap<string, ChangedMonth>,
  stale: ReadonlySet<string>,
): ReadonlyMap<string, ChangedMonth> =>
  new Map(
    [...changed].map(([name, month]) => [
      name,
      {
        ...month,
        after: { ...month.after, version: month.before.version + 1, stale: [...stale].sort() },
      },
    ]),
  )
