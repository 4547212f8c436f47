/** Draws documents' pages from the lists they stand in. */
import {
  DeliveryError,
  type Artefact,
  type ArtefactWriter,
  type Library,
  type Revision,
} from '@/core'

import type { Listed } from './entries'
import type { Look } from './html'
import { LOADED_AT_ONCE } from './limits'
import type { Ordered } from './lists'
import { viewOf } from './neighbours'
import { orRefuse } from './plan'
import { renderItem } from './pages/item'

/** Throws DeliveryError RENDERING_FAILED when the document can't be shown. */
export async function renderDocument(
  revision: Revision,
  ordered: Ordered,
  look: Look,
): Promise<Artefact> {
  const view = await viewOf(revision.item, ordered)
  return orRefuse(revision, () => renderItem(view, look))
}

export interface Documents {
  readonly library: Library
  readonly artefacts: ArtefactWriter
  readonly signal: AbortSignal
}

/**
 * Draws the pages of documents anew as they are shown, which need not be as they were last published: that may still be
 * on its way. One that can't be drawn any more keeps the page it has: the others are not to suffer for it. Each is told,
 * with its error if it has one.
 */
export async function redraw(
  entries: Iterable<Listed>,
  ordered: Ordered,
  look: Look,
  { library, artefacts, signal }: Documents,
  tell: (revision: Revision, error?: DeliveryError) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const ids = [...entries].map(({ revision }) => revision)
  for (let start = 0; start < ids.length; start += LOADED_AT_ONCE) {
    signal.throwIfAborted()
    for (const revision of await library.load(ids.slice(start, start + LOADED_AT_ONCE))) {
      try {
        await artefacts.publish(await renderDocument(revision, ordered, look))
        await tell(revision)
      } catch (error) {
        if (!isRefusal(error)) throw error
        await tell(revision, error)
      }
    }
  }
}

/** Whether it is the document's own fault, not the storage's. */
export const isRefusal = (error: unknown): error is DeliveryError =>
  error instanceof DeliveryError && error.code === 'RENDERING_FAILED'
