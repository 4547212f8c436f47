/** A channel's ports in memory: small, honest, and with switches for what goes wrong outside. */
import { createHash } from 'node:crypto'

import type {
  Artefact,
  ArtefactWriter,
  Change,
  ChangeLogWriter,
  DeliveryReceipt,
  DocumentKey,
  Item,
  Library,
  Ports,
  Revision,
  SearchIndex,
  Shelf,
  Shipment,
  Pointer,
} from '@/core'
import { documentKey } from '@/core'
import { MEMORY, openSyndicationWriter } from '@/syndication'

/** Throws at the n-th write, as a process that dies there would stop. */
export class CrashAfter {
  private left = Number.POSITIVE_INFINITY

  arm(writes: number): void {
    this.left = writes
  }

  disarm(): void {
    this.left = Number.POSITIVE_INFINITY
  }

  readonly beforeWrite = (): void => {
    this.left -= 1
    if (this.left < 0) throw new Error('The process died here')
  }
}

export class MemoryArtefacts implements ArtefactWriter {
  readonly files = new Map<string, Artefact>()
  readonly pointers = new Map<string, Exclude<Pointer, { kind: 'file' }>>()
  /** Paths in the order they were written, unchanged ones left out. */
  readonly log: string[] = []

  constructor(private readonly beforeWrite: () => void = () => undefined) {}

  publish(artefact: Artefact): Promise<{ etag: string; changed: boolean }> {
    return attempt(() => {
      this.beforeWrite()
      const known = this.files.get(artefact.path)
      const changed = known === undefined || describeArtefact(known) !== describeArtefact(artefact)
      this.pointers.delete(artefact.path)
      this.files.set(artefact.path, artefact)
      if (changed) this.log.push(artefact.path)
      return { etag: digestOf(artefact.body), changed }
    })
  }

  publishUpload(upload: Parameters<ArtefactWriter['publishUpload']>[0]): Promise<void> {
    return this.point({ kind: 'upload', ...upload })
  }

  gone(pointer: Parameters<ArtefactWriter['gone']>[0]): Promise<void> {
    return this.point({ kind: 'gone', ...pointer })
  }

  move(from: string, to: string): Promise<void> {
    return this.point({ kind: 'moved', path: from, to })
  }

  remove(path: string): Promise<void> {
    return attempt(() => {
      this.beforeWrite()
      this.files.delete(path)
      this.pointers.delete(path)
    })
  }

  lookup(path: string): Promise<Pointer | undefined> {
    const file = this.files.get(path)
    if (!file) return Promise.resolve(this.pointers.get(path))
    const { body, ...rest } = file
    return Promise.resolve({
      kind: 'file',
      digest: digestOf(body),
      bytes: body.length,
      ...rest,
    })
  }

  text(path: string): string {
    const file = this.files.get(path)
    if (!file) throw new Error(`Nothing was published at ${path}`)
    return Buffer.from(file.body).toString()
  }

  /** Everything public, by path: what two runs are compared by. */
  snapshot(): Record<string, string> {
    const files = [...this.files].map(([path, file]) => [path, describeArtefact(file)] as const)
    const others = [...this.pointers].map(
      ([path, pointer]) => [path, JSON.stringify(pointer)] as const,
    )
    return Object.fromEntries(
      [...files, ...others].sort(([left], [right]) => (left < right ? -1 : 1)),
    )
  }

  private point(pointer: Exclude<Pointer, { kind: 'file' }>): Promise<void> {
    return attempt(() => {
      this.beforeWrite()
      this.files.delete(pointer.path)
      this.pointers.set(pointer.path, pointer)
    })
  }
}

export class MemoryShelf implements Shelf {
  readonly documents = new Map<string, string>()
  reads = 0
  writes = 0

  constructor(private readonly beforeWrite: () => void = () => undefined) {}

  read(name: string): Promise<unknown> {
    this.reads++
    const text = this.documents.get(name)
    return Promise.resolve(text === undefined ? undefined : (JSON.parse(text) as unknown))
  }

  write(name: string, value: unknown): Promise<void> {
    return attempt(() => {
      this.beforeWrite()
      this.writes++
      this.documents.set(name, JSON.stringify(value))
    })
  }

  remove(name: string): Promise<void> {
    return attempt(() => {
      this.beforeWrite()
      this.documents.delete(name)
    })
  }

  list(prefix: string): Promise<readonly string[]> {
    const names = [...this.documents.keys()].filter((name) => name.startsWith(prefix))
    return Promise.resolve(names.sort())
  }
}

export class MemoryChanges implements ChangeLogWriter {
  entries: Change[] = []

  constructor(private readonly beforeWrite: () => void = () => undefined) {}

  append(entries: readonly Omit<Change, 'seq'>[]): Promise<readonly Change[]> {
    return attempt(() => {
      this.beforeWrite()
      return entries.map((entry) => {
        const known = this.entries.find(({ key }) => key === entry.key)
        if (known) return known
        const change = { seq: this.entries.length + 1, ...entry }
        this.entries.push(change)
        return change
      })
    })
  }

  async rewrite(entries: AsyncIterable<Change>): Promise<void> {
    const collected: Change[] = []
    for await (const entry of entries) collected.push(entry)
    this.beforeWrite()
    this.entries = collected
  }

  last(): Promise<number> {
    return Promise.resolve(this.entries.at(-1)?.seq ?? 0)
  }
}

/** Revisions and what was delivered of them; `settle` is the ledger's part. */
export class MemoryLibrary implements Library {
  readonly revisions = new Map<string, Revision>()
  private readonly delivered: { revision: Revision; key: string; receipt: string }[] = []

  add(revision: Revision): void {
    this.revisions.set(revision.id, revision)
  }

  settle(shipment: Shipment, receipt: string): void {
    const revision = { ...shipment.revision, action: shipment.action }
    this.delivered.push({ revision, key: shipment.key, receipt })
  }

  load(ids: readonly string[]): Promise<readonly Revision[]> {
    return Promise.resolve(ids.flatMap((id) => this.revisions.get(id) ?? []))
  }

  async *current(): AsyncIterable<Revision> {
    const newest = new Map<string, Revision>()
    for (const revision of this.revisions.values()) {
      const known = newest.get(documentKey(revision.item))
      if (!known || known.number < revision.number) newest.set(documentKey(revision.item), revision)
    }
    const shown = [...newest.values()].filter(({ action }) => action !== 'withdraw')
    shown.sort((left, right) => left.item.publishedAt.localeCompare(right.item.publishedAt))
    for (const revision of shown) yield await Promise.resolve(revision)
  }

  async *history(): AsyncIterable<{ revision: Revision; key: string; receipt: string }> {
    const sorted = this.delivered.toSorted((left, right) => (left.receipt < right.receipt ? -1 : 1))
    for (const entry of sorted) yield await Promise.resolve(entry)
  }

  async *receipts(): AsyncIterable<DeliveryReceipt> {
    for await (const { revision, key, receipt } of this.history()) {
      yield { revision: revision.id, action: revision.action, key, receipt }
    }
  }
}

/** Whatever is public, by key: what a search would look through. */
export class MemorySearch implements SearchIndex {
  readonly items = new Map<DocumentKey, Item>()

  constructor(private readonly beforeWrite: () => void = () => undefined) {}

  put(items: readonly Item[]): Promise<void> {
    return attempt(() => {
      this.beforeWrite()
      for (const item of items) this.items.set(documentKey(item), item)
    })
  }

  remove(documents: readonly DocumentKey[]): Promise<void> {
    return attempt(() => {
      this.beforeWrite()
      for (const document of documents) this.items.delete(document)
    })
  }

  async replaceAll(items: AsyncIterable<Item>): Promise<number> {
    const next: Item[] = []
    for await (const item of items) next.push(item)
    this.beforeWrite()
    this.items.clear()
    for (const item of next) this.items.set(documentKey(item), item)
    return next.length
  }
}

export interface MemoryPorts extends Ports {
  readonly artefacts: MemoryArtefacts
  readonly changes: MemoryChanges
  readonly shelf: MemoryShelf
  readonly library: MemoryLibrary
  readonly search: MemorySearch
  readonly crash: CrashAfter
}

/** Ports without a network: a pull channel that asks for one fails its tests. */
export function memoryPorts(library = new MemoryLibrary()): MemoryPorts {
  const crash = new CrashAfter()
  return {
    crash,
    library,
    artefacts: new MemoryArtefacts(crash.beforeWrite),
    shelf: new MemoryShelf(crash.beforeWrite),
    changes: new MemoryChanges(crash.beforeWrite),
    search: new MemorySearch(crash.beforeWrite),
    uploads: { read: () => Promise.reject(new Error('This channel has no business with uploads')) },
    syndication: openSyndicationWriter(MEMORY),
    mailings: {
      start: () => Promise.reject(new Error('This channel has no business with subscribers')),
      stop: () => Promise.reject(new Error('This channel has no business with subscribers')),
      placed: () => Promise.reject(new Error('This channel has no business with subscribers')),
    },
    configured: () => undefined,
    http: () => Promise.reject(new Error('This channel has no business on the network')),
    now: () => {
      throw new Error('This channel has no business with the clock')
    },
    signal: new AbortController().signal,
  }
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const describeArtefact = ({ body, ...rest }: Artefact): string =>
  JSON.stringify([Object.entries(rest).sort(), digestOf(body)])

/** What throws inside becomes a rejection, as with real input and output. */
const attempt = <T>(work: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(work())
  })
