/** How commands answer: a table for people, JSON for programs, and an exit code. */
import { resolve } from 'node:path'

import Table from 'cli-table3'

export const EXIT = { done: 0, failed: 1, input: 2 } as const

/** Wrong input, in words the user understands; exit code 2. */
export class UserError extends Error {
  override readonly name = 'UserError'
}

/** Prints `value` as JSON when asked to, else what `text` makes of it. */
export function print<T>(value: T, options: { json?: boolean }, text: (value: T) => string): void {
  process.stdout.write(`${options.json ? JSON.stringify(value, null, 2) : text(value)}\n`)
}

export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const drawn = new Table({ head: [...head], style: { head: [], border: [] } })
  for (const row of rows) drawn.push([...row])
  return drawn.toString()
}

/** A path as the user meant it: relative to where the command was called, not to the installation. */
export const fromCaller = (path: string): string =>
  resolve(process.env['QUANMEI_CALLED_FROM'] ?? process.cwd(), path)
