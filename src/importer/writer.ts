/** Writes documents through Payload's own operations, one at a time: every hook runs, on any database. */
import { ValidationError, type Payload } from 'payload'

import { messageOf, type ContentType } from '@/core'

import type { Finding } from './errors'
import type { Fields } from './to-fields'

export interface DocumentChange {
  /** The source's path, for the report. */
  readonly file: string
  readonly collection: ContentType
  readonly id: string
  readonly isNew: boolean
  readonly data: Fields & { readonly _status: 'draft' | 'published' }
  /** A published document keeps its public text; the change waits as a draft. */
  readonly asDraft: boolean
}

/** What became of a change; without findings it is stored. */
export interface WriteResult {
  readonly change: DocumentChange
  readonly findings: readonly Finding[]
}

/** Stores changes now or later; every change is answered exactly once, by `write` or by `flush`. */
export interface DocumentWriter {
  write(change: DocumentChange): Promise<readonly WriteResult[]>
  flush(): Promise<readonly WriteResult[]>
}

export function plainWriter(payload: Payload): DocumentWriter {
  return {
    async write(change) {
      try {
        await writeOne(payload, change)
        return [{ change, findings: [] }]
      } catch (error) {
        return [{ change, findings: findingsOf(error) }]
      }
    },
    flush: () => Promise.resolve([]),
  }
}

export async function writeOne(
  payload: Payload,
  { collection, id, isNew, data, asDraft }: DocumentChange,
): Promise<void> {
  // The fields were made for this collection; Payload checks each of them.
  const fields = data as Record<string, unknown> & { _status: 'draft' | 'published' }
  if (isNew) {
    await payload.create({
      collection,
      data: { ...fields, id } as never,
      overrideAccess: true,
      depth: 0,
    })
    return
  }
  await payload.update({
    collection,
    id,
    data: fields,
    overrideAccess: true,
    depth: 0,
    draft: asDraft,
  })
}

/** A refusal of the CMS in the report's terms, field by field; anything else as it is. */
export function findingsOf(error: unknown): Finding[] {
  if (error instanceof ValidationError) {
    return error.data.errors.map(({ path, message }) => ({
      code: 'not-stored',
      field: path,
      detail: `${path}: ${message}`,
    }))
  }
  return [{ code: 'not-stored', detail: messageOf(error) }]
}
