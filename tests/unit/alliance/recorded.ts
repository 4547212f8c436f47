/** A store's writer that also remembers what of it is shown, so that a test can ask at once. */
import { documentKey, type Item, type Revision, type SyndicationWriter } from '@/core'

export class Recorded implements SyndicationWriter {
  private readonly newest = new Map<string, Revision>()

  constructor(private readonly writer: SyndicationWriter) {}

  async record(revisions: readonly Revision[], now: Date): Promise<void> {
    await this.writer.record(revisions, now)
    for (const revision of revisions) {
      const known = this.newest.get(revision.document)
      if (!known || known.number <= revision.number) this.newest.set(revision.document, revision)
    }
  }

  turn(now: Date): Promise<number> {
    return this.writer.turn(now)
  }

  copiesOf(item: Item): number {
    const known = this.newest.get(documentKey(item))
    return known && known.action !== 'withdraw' && known.item.title === item.title ? 1 : 0
  }
}
