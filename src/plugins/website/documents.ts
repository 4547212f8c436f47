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
import type { Ordered } from './ordered'
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

export interface Redrawn {
  readonly revision: Revision
  /** Why the page could not be drawn. */
  readonly error?: DeliveryError
}

/**
 * Draws the pages of documents anew as they are shown, which need not be as they were last published: that may still be
 * on its way. One that can't be drawn any more keeps the page it has: the others are not to suffer for it.
 */
export async function* redraw(
  entries: Iterable<Listed>,
  ordered: Ordered,
  look: Look,
  { library, artefacts, signal }: Documents,
): AsyncGenerator<Redrawn> {
  const ids = [...entries].map(({ revision }) => revision)
  for (let start = 0; start < ids.length; start += LOADED_AT_ONCE) {
    signal.throwIfAborted()
    for (const revision of await library.load(ids.slice(start, start + LOADED_AT_ONCE))) {
      const drawn = await renderDocument(revision, ordered, look).catch(refusalOrThrow)
      if (drawn instanceof DeliveryError) {
        yield { revision, error: drawn }
      } else {
        await artefacts.publish(drawn)
        yield { revision }
      }
    }
  }
}

/** Does all the work of a sequence whose members nobody asks for. */
export async function finish(work: AsyncIterable<unknown>): Promise<void> {
  for await (const _member of work) {
    // Each was done when it came.
  }
}

/** The refusal of a document for its own fault; what is the storage's is thrown on. */
export function refusalOrThrow(error: unknown): DeliveryError {
  if (error instanceof DeliveryError && error.code === 'RENDERING_FAILED') return error
  throw error
}
