/** Themes and audiences: those of the database and, created where missing, those of the folder's taxonomy.yaml. */
import type { Payload } from 'payload'
import { z } from 'zod'

import { isSlug } from '@/collections/slug'

import { Refusal, type Finding } from './errors'
import { readText, type ImportFile } from './import-folder-files'
import { readYaml } from './yaml'

const COLLECTIONS = ['themes', 'audiences'] as const
type TermCollection = (typeof COLLECTIONS)[number]

const term = z.object({
  id: z.string().refine(isSlug),
  label: z.string().min(1).max(60),
  labelEn: z.string().optional(),
})
const taxonomyFile = z.object({
  themes: z.array(term).default([]),
  audiences: z.array(term).default([]),
})
type TaxonomyFile = z.output<typeof taxonomyFile>

/** Distance between the order numbers of terms, so that editors can put others between. */
const ORDER_STEP = 10

export class Taxonomy {
  private constructor(
    private readonly ids: Readonly<Record<TermCollection, ReadonlyMap<string, string>>>,
  ) {}

  /** Reads what there is and creates what the file adds. Labels editors changed stay as they are. */
  static async open(payload: Payload, file: TaxonomyFile, isDryRun: boolean): Promise<Taxonomy> {
    const ids = { themes: new Map<string, string>(), audiences: new Map<string, string>() }
    for (const collection of COLLECTIONS) {
      const { docs } = await payload.db.find<{ id: string; slug: string }>({
        collection,
        pagination: false,
      })
      for (const { id, slug } of docs) ids[collection].set(slug, id)
      for (const [index, { id, label, labelEn }] of file[collection].entries()) {
        if (ids[collection].has(id)) continue
        ids[collection].set(id, id)
        if (isDryRun) continue
        await payload.create({
          collection,
          data: {
            id,
            slug: id,
            label,
            order: (index + 1) * ORDER_STEP,
            ...(labelEn ? { labelEn } : {}),
          },
          overrideAccess: true,
        })
      }
    }
    return new Taxonomy(ids)
  }

  /** The ids of terms; each unknown one is reported. */
  idsOf(
    collection: TermCollection,
    slugs: readonly string[],
    report: (finding: Finding) => void,
  ): string[] {
    const code = collection === 'themes' ? 'unknown-theme' : 'unknown-audience'
    return slugs.flatMap((value) => {
      const id = this.ids[collection].get(value)
      if (id === undefined) report({ code, field: collection, value })
      return id === undefined ? [] : [id]
    })
  }
}

export const NO_TERMS: TaxonomyFile = { themes: [], audiences: [] }

/** Reads a taxonomy file; a faulty one is refused whole. */
export async function readTaxonomy(file: ImportFile): Promise<TaxonomyFile> {
  const yaml = readYaml(await readText(file, 'metadata'))
  const result = taxonomyFile.safeParse(yaml.value)
  if (result.success) return result.data
  throw new Refusal(
    result.error.issues.map(({ path, message }) => ({
      code: 'invalid-value',
      field: path.join('.'),
      value: file.path,
      detail: message,
    })),
  )
}
