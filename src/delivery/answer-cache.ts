/**
 * Prepared answers in memory, bounded by bytes. An answer is believed for 50 ms, then compared with the store; so what
 * any process publishes is visible within that time. While the store can't be read, old answers stay.
 */
import { LRUCache } from 'lru-cache'

import type { Snapshot } from '@/artefacts'
import { isPublicPath } from '@/artefacts'

import { prepare, weightOf, type Answer, type Preparing } from './representation'

export const FRESH_MS = 50
export const DEFAULT_CACHE_BYTES = 64 * 1024 * 1024

interface Cached {
  readonly answer: Answer
  readonly snapshot: Snapshot
  checkedAt: number
}

export interface AnswerCache {
  /** What is known to hold now; `undefined` when somebody must look. */
  fresh(path: string): Answer | undefined
  /** What the path answers, read where needed; `undefined` for nothing. Throws when it can't be read and never was. */
  find(path: string): Promise<Answer | undefined>
  bytes(): number
  close(): void
}

export function createAnswerCache(
  context: Preparing,
  options: {
    readonly maxBytes: number
    /** Milliseconds that only go forward. */
    readonly clock: () => number
    readonly onReadFailure: (path: string, error: unknown) => void
  },
): AnswerCache {
  const { store } = context
  const { clock, maxBytes, onReadFailure } = options
  const cache = new LRUCache<string, Cached>({
    maxSize: maxBytes,
    sizeCalculation: ({ answer }) => weightOf(answer),
  })
  const underWay = new Map<string, Promise<Answer | undefined>>()
  const unsubscribe = store.subscribe((path) => {
    const cached = cache.peek(path)
    if (cached) cached.checkedAt = -Infinity
  })

  const load = async (path: string): Promise<Cached | undefined> => {
    for (let attempt = 1; ; attempt += 1) {
      const checkedAt = clock()
      const snapshot = await store.snapshot(path)
      if (!snapshot) return undefined
      try {
        return { answer: await prepare(snapshot, context), snapshot, checkedAt }
      } catch (error) {
        // Published again between pointer and bytes, and the old bytes are gone: once more.
        if (attempt > 1 || (await snapshot.isCurrent())) throw error
      }
    }
  }

  const refresh = async (path: string): Promise<Answer | undefined> => {
    const cached = cache.get(path)
    const startedAt = clock()
    try {
      if (cached && (await cached.snapshot.isCurrent())) {
        cached.checkedAt = startedAt
        return cached.answer
      }
      const loaded = await load(path)
      if (loaded) {
        cache.set(path, loaded)
        return loaded.answer
      }
      // Nothing there: removed, or is the whole store out of reach?
      if (cached) await store.check()
      cache.delete(path)
      return undefined
    } catch (error) {
      onReadFailure(path, error)
      if (!cached) throw error
      cached.checkedAt = startedAt
      return cached.answer
    }
  }

  const fresh = (path: string): Answer | undefined => {
    const cached = cache.get(path)
    return cached && clock() - cached.checkedAt < FRESH_MS ? cached.answer : undefined
  }

  return {
    fresh,
    async find(path) {
      const known = fresh(path)
      if (known || !isPublicPath(path)) return known
      let finding = underWay.get(path)
      if (!finding) {
        finding = refresh(path).finally(() => underWay.delete(path))
        underWay.set(path, finding)
      }
      return finding
    },
    bytes: () => cache.calculatedSize,
    close: unsubscribe,
  }
}
