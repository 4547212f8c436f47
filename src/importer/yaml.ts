/** Reads YAML with limits, and knows on which line each value stands. */
import { isCollection, isNode, LineCounter, parseDocument } from 'yaml'

import { messageOf } from '@/core'

import { Refusal } from './errors'
import { LIMITS } from './limits'

export interface YamlText {
  readonly value: unknown
  /** The line of the value at a path, counted from 1 in the file. */
  readonly lineOf: (path: readonly (string | number)[]) => number | undefined
}

/** `firstLine` is where the text starts in its file. */
export function readYaml(text: string, firstLine = 1): YamlText {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
  })
  const lineAt = (offset: number): number => lines.linePos(offset).line + firstLine - 1
  const [error] = document.errors
  if (error) {
    const line = lineAt(error.pos[0])
    throw unparsable(line, error.message)
  }
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: LIMITS.yaml.aliases })
  } catch (cause) {
    throw unparsable(firstLine, messageOf(cause))
  }
  if (depthOf(value) > LIMITS.yaml.depth) {
    throw unparsable(firstLine, `> ${String(LIMITS.yaml.depth)}`)
  }
  return {
    value,
    lineOf(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const node: unknown = isCollection(document.contents)
          ? document.getIn(path.slice(0, length), true)
          : undefined
        if (isNode(node) && node.range) return lineAt(node.range[0])
      }
      return undefined
    },
  }
}

const unparsable = (line: number, detail: string): Refusal =>
  new Refusal({ code: 'front-matter-unparsable', line, detail: `line ${String(line)}: ${detail}` })

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let deepest = 0
  for (const child of Object.values(value)) {
    deepest = Math.max(deepest, depthOf(child))
    if (deepest > LIMITS.yaml.depth) break
  }
  return deepest + 1
}
