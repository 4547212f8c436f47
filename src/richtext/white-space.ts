/** White space as browsers show it. */
import type { Node } from './nodes'

/** Texts that meet with the same format are one, and white space where they meet is one space, as browsers show it. */
export function merged(nodes: readonly Node[]): Node[] {
  const result: Node[] = []
  for (const node of nodes) {
    const last = result.at(-1)
    if (node.type === 'text' && last?.type === 'text' && node.format === last.format) {
      const text = last.text.endsWith(' ')
        ? last.text + node.text.trimStart()
        : last.text + node.text
      result[result.length - 1] = { ...last, text }
    } else result.push(node)
  }
  return result
}

/** No white space at the ends of a block; nothing when nothing is left. */
export function trimmed(nodes: Node[]): Node[] {
  const result = [...nodes]
  for (;;) {
    const first = result[0]
    if (first?.type === 'text' && first.text.trimStart() === '') result.shift()
    else if (first?.type === 'linebreak') result.shift()
    else {
      if (first?.type === 'text') result[0] = { ...first, text: first.text.trimStart() }
      break
    }
  }
  for (;;) {
    const last = result.at(-1)
    if (last?.type === 'text' && last.text.trimEnd() === '') result.pop()
    else if (last?.type === 'linebreak') result.pop()
    else {
      if (last?.type === 'text') result[result.length - 1] = { ...last, text: last.text.trimEnd() }
      break
    }
  }
  return result
}
