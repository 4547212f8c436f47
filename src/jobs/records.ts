/** The timetable's records in the database, for the admin. */
import type { Payload } from 'payload'

import type { JobRecords } from './timetable'

interface Row {
  readonly id: string
  readonly runs?: number | null
  readonly failures?: number | null
  readonly lastResult?: unknown
}

export function createJobRecords(payload: Payload): JobRecords {
  const find = async (name: string): Promise<Row | undefined> => {
    const { docs } = await payload.db.find({
      collection: 'timetable',
      where: { name: { equals: name } },
      limit: 1,
      pagination: false,
    })
    return docs[0] as Row | undefined
  }
  return {
    async save(record, counted = {}) {
      const row = await find(record.name)
      const data = {
        ...record,
        runs: (row?.runs ?? 0) + (counted.run ? 1 : 0),
        failures: (row?.failures ?? 0) + (counted.failure ? 1 : 0),
      }
      if (row) await payload.db.updateOne({ collection: 'timetable', id: row.id, data })
      else
        await payload.db.create({
          collection: 'timetable',
          data: { id: crypto.randomUUID(), ...data },
        })
    },
    lastResult: async (name) => (await find(name))?.lastResult ?? undefined,
  }
}
