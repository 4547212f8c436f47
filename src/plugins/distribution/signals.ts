/** "There are new ledger rows": lets a worker in the same process start at once. Others find them by polling. */
type Listener = (deliveries: number) => void

const listeners = new Set<Listener>()

export const onPublish = {
  emit(deliveries: number): void {
    if (deliveries > 0) for (const listener of listeners) listener(deliveries)
  },
  /** Answers a function that ends the subscription. */
  subscribe(listener: Listener): () => void {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
}
