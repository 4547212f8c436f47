import type { Payload } from 'payload'

import { AUDIENCES, THEMES, type SeedTerm } from './plan'

export { AUDIENCES, THEMES, type SeedTerm } from './plan'

/**
 * Creates themes and audiences that were never there. What editors changed stays as it is, and what they deleted stays
 * deleted: a data set is seeded only into an empty collection. Answers how many terms were made.
 */
export async function seedTaxonomy(payload: Payload): Promise<number> {
  return (await seed(payload, 'themes', THEMES)) + (await seed(payload, 'audiences', AUDIENCES))
}

async function seed(
  payload: Payload,
  collection: 'themes' | 'audiences',
  terms: readonly SeedTerm[],
): Promise<number> {
  const { totalDocs } = await payload.count({ collection, overrideAccess: true })
  if (totalDocs > 0) return 0
  for (const [index, { id, label, labelEn }] of terms.entries()) {
    await payload.create({
      collection,
      data: { id, slug: id, label, labelEn, order: (index + 1) * 10 },
      overrideAccess: true,
    })
  }
  return terms.length
}
