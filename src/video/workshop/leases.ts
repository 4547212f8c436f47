/**
 * Who works on a job. A lease is a file `<job>.<turn>`; the highest turn holds the job, and to take over from a dead
 * worker is to create the next one, which succeeds for one of many. Its time stamp is the holder's sign of life.
 */
import { randomUUID } from 'node:crypto'
import { rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

import { createFile, isMissing, namesIn, readIfThere } from './files'

export interface Lease {
  readonly turn: number
  /** Gives a sign of life. `false` when the lease is no longer ours, and work must stop. */
  renew(): Promise<boolean>
  release(): Promise<void>
}

export interface LeaseOptions {
  readonly directory: string
  readonly leaseMs: number
  readonly now: () => Date
}

/** `undefined` where somebody else holds the job and is alive. */
export async function takeLease(id: string, options: LeaseOptions): Promise<Lease | undefined> {
  const { directory, leaseMs, now } = options
  const file = (turn: number): string => join(directory, `${id}.${String(turn)}`)
  const turns = await turnsOf(id, directory)
  const last = turns.at(-1)
  if (last !== undefined) {
    const seen = await seenAt(file(last))
    if (seen !== undefined && now().getTime() - seen < leaseMs) return undefined
  }
  const turn = (last ?? 0) + 1
  // Turns begin anew once a lease is given back, so whose it is, its content says.
  const token = randomUUID()
  if (!(await createFile(file(turn), token, now()))) return undefined
  for (const earlier of turns) await rm(file(earlier), { force: true })
  return {
    turn,
    renew: async () => {
      const current = (await turnsOf(id, directory)).at(-1)
      if (current !== turn || (await readIfThere(file(turn))) !== token) return false
      return touch(file(turn), now())
    },
    release: async () => {
      if ((await readIfThere(file(turn))) === token) await rm(file(turn), { force: true })
    },
  }
}

/** Whether a living worker holds the job. */
export async function isLeased(id: string, options: LeaseOptions): Promise<boolean> {
  const last = (await turnsOf(id, options.directory)).at(-1)
  if (last === undefined) return false
  const seen = await seenAt(join(options.directory, `${id}.${String(last)}`))
  return seen !== undefined && options.now().getTime() - seen < options.leaseMs
}

async function turnsOf(id: string, directory: string): Promise<number[]> {
  return (await namesIn(directory))
    .filter((name) => name.startsWith(`${id}.`))
    .map((name) => Number(name.slice(id.length + 1)))
    .sort((left, right) => left - right)
}

async function seenAt(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mtimeMs
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

async function touch(file: string, at: Date): Promise<boolean> {
  try {
    await utimes(file, at, at)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
