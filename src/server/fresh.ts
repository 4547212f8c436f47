/** Small memories of the routes: what was read a moment ago, what was seen last, how often somebody called. */

/** Reads at most once in `freshMs`. What failed is read again by the next who asks. */
export function kept<Value>(
  read: () => Promise<Value>,
  now: () => Date,
  freshMs: number,
): () => Promise<Value> {
  let last: { readonly until: number; readonly value: Promise<Value> } | undefined
  return () => {
    const time = now().getTime()
    if (last && last.until > time && last.until <= time + freshMs) return last.value
    const value = read()
    const mine = { until: time + freshMs, value }
    last = mine
    value.catch(() => {
      if (last === mine) last = undefined
    })
    return value
  }
}

/** A map that forgets what was put first. */
export function bounded<Key, Value>(most: number) {
  const entries = new Map<Key, Value>()
  return {
    get: (key: Key): Value | undefined => entries.get(key),
    set(key: Key, value: Value): void {
      entries.delete(key)
      entries.set(key, value)
      const [oldest] = entries.keys()
      if (entries.size > most && oldest !== undefined) entries.delete(oldest)
    },
    delete: (key: Key): boolean => entries.delete(key),
  }
}

/** Counts calls within windows of fixed length, by key. `left` is negative where there were too many. */
export function callCounter(now: () => Date, windowMs: number, mostKeys = 10_000) {
  const windows = bounded<string, { readonly ends: number; calls: number }>(mostKeys)
  return (key: string, most: number): { readonly left: number; readonly seconds: number } => {
    const time = now().getTime()
    let window = windows.get(key)
    if (!window || window.ends <= time || window.ends > time + windowMs) {
      window = { ends: time + windowMs, calls: 0 }
      windows.set(key, window)
    }
    window.calls += 1
    return { left: most - window.calls, seconds: Math.ceil((window.ends - time) / 1000) }
  }
}
