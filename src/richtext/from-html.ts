/** HTML → rich text. Sanitises first; what our editor has no node for is unwrapped, never lost silently as text. */
import type { Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { sanitize } from 'hast-util-sanitize'

import { readBlocks } from './html-blocks'
import { createIds, type LexicalLookups } from './html-reading'
import type { SerializedEditorState } from './nodes'
import { SCHEMA } from './schema'

export { plainText } from './html-tree'
export type { LexicalLookups } from './html-reading'

/** Parses a fragment and sanitises it. */
export const parseHtml = (html: string): Root =>
  sanitize(fromHtml(html, { fragment: true }), SCHEMA) as Root

/**
 * Node ids are made from `seed` and their place, so the same HTML gives the same rich text: importing twice is no change.
 */
export function hastToLexical(
  root: Root,
  lookups: LexicalLookups,
  seed: string,
): SerializedEditorState {
  const clean = sanitize(root, SCHEMA) as Root
  const children = readBlocks({ lookups, nextId: createIds(seed) }, clean.children)
  return {
    root: { type: 'root', version: 1, direction: null, format: '', indent: 0, children },
  } as unknown as SerializedEditorState
}

export const htmlToLexical = (
  html: string,
  lookups: LexicalLookups,
  seed: string,
): SerializedEditorState => hastToLexical(fromHtml(html, { fragment: true }), lookups, seed)
