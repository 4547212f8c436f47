/** How fast a mailing goes at present, from what was done at the moments somebody looked. */
export interface RateMeter {
  /** Recipients a second; undefined until there is anything to go by. */
  look(mailing: number, done: number, startedAt: number | null, now: number): number | undefined
}

/** Looks older than this say nothing of the present. */
const WINDOW_MS = 60_000
/** Two looks closer together than this are too rough. */
const LEAST_MS = 2000

export function createRateMeter(): RateMeter {
  const looks = new Map<number, { readonly at: number; readonly done: number }[]>()
  return {
    look(mailing, done, startedAt, now) {
      const kept = (looks.get(mailing) ?? []).filter(({ at }) => now - at <= WINDOW_MS)
      looks.set(mailing, [...kept, { at: now, done }])
      const [first] = kept
      if (first && now - first.at >= LEAST_MS) {
        return Math.max(0, ((done - first.done) * 1000) / (now - first.at))
      }
      // Nobody looked lately: as it went on the whole.
      return startedAt === null || now <= startedAt ? undefined : (done * 1000) / (now - startedAt)
    },
  }
}
