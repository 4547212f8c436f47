/** Where the workshop keeps what. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'

import { RECIPE } from '../renditions/ladder'
import type { Wants } from '../types'

export interface Places {
  readonly jobs: string
  readonly leases: string
  readonly cancellations: string
  readonly output: string
  job(id: string): string
  cancellation(id: string): string
  /** Unfinished files of one attempt; named after the lease, so two workers never share one. */
  work(id: string, turn: number): string
  readonly allWork: string
  /** Parts that are finished, a receipt each. */
  receipts(id: string): string
  result(id: string): string
}

export function placesOf(directory: string, output = join(directory, 'out')): Places {
  const jobs = join(directory, 'jobs')
  const cancellations = join(directory, 'cancellations')
  const allWork = join(directory, 'work')
  return {
    jobs,
    leases: join(directory, 'leases'),
    cancellations,
    output,
    allWork,
    job: (id) => join(jobs, `${id}.json`),
    cancellation: (id) => join(cancellations, id),
    work: (id, turn) => join(allWork, `${id}.${String(turn)}`),
    receipts: (id) => join(directory, 'receipts', id),
    result: (id) => join(directory, 'results', `${id}.json`),
  }
}

/** The same file, wants and recipe are the same job: lower-case hex, fit for file names. */
export function jobIdOf(digest: string, wants: Required<Wants>): string {
  const order = Object.entries(wants).sort(([left], [right]) => (left < right ? -1 : 1))
  const recipe = createHash('sha256')
    .update(JSON.stringify([RECIPE, order]))
    .digest('hex')
  return `${digest.slice(0, 16)}-${recipe.slice(0, 8)}`
}
