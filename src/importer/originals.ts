/** Keeps the imported file itself, once per content: its id is made of its digest. */
import type { Payload } from 'payload'

import type { ImportFile } from './import-folder-files'

/** The id an original with this SHA-256 has. */
export const originalId = (digest: string): string =>
  [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(12, 16),
    digest.slice(16, 20),
    digest.slice(20, 32),
  ].join('-')

export async function keepOriginal(
  payload: Payload,
  file: ImportFile,
  digest: string,
): Promise<string> {
  const id = originalId(digest)
  const { totalDocs } = await payload.db.count({
    collection: 'originals',
    where: { id: { equals: id } },
  })
  if (totalDocs === 0) {
    await payload.create({
      collection: 'originals',
      data: { id },
      filePath: file.absolute,
      overrideAccess: true,
    })
  }
  return id
}
