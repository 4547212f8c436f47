/** Themes, audiences, TV columns: those of the database and, created where missing, those of the folder's taxonomy.yaml. */
import type { Payload } from 'payload'
import { z } from 'zod'

import { isSlug } from '@/collections/slug'

import { Refusal, type Finding } from './errors'
import { readText, type ImportFile } from './import-folder-files'
import { readYaml } from './yaml'

const COLLECTIONS = ['themes', 'audiences'] as const
type TermCollection = (typeof COLLECTIONS)[number]
type Listed = TermCollection | 'columns'

const term = z.object({
  id: z.string().refine(isSlug),
  label: z.string().min(1).max(60),
  labelEn: z.string().optional(),
})
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const slugs = z.array(z.string().refine(isSlug)).default([])
const column = z.object({
  id: z.string().refine(isSlug),
  title: z.string().min(1).max(60),
  description: z.string().max(500).exactOptional(),
  producer: z.string().exactOptional(),
  runtimeMinutes: z.number().min(1).exactOptional(),
  slots: z
    .array(
      z.object({
        weekday: z.enum(WEEKDAYS),
        time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '19:30'),
        repeat: z.boolean().default(false),
      }),
    )
    .default([]),
  rule: z
    .object({ themes: slugs, audiences: slugs, keywords: z.array(z.string()).default([]) })
    .optional(),
})
const taxonomyFile = z.object({
  themes: z.array(term).default([]),
  audiences: z.array(term).default([]),
  columns: z.array(column).default([]),
})
type TaxonomyFile = z.output<typeof taxonomyFile>

/** Distance between the order numbers of terms, so that editors can put others between. */
const ORDER_STEP = 10

export class Taxonomy {
  private constructor(
    private readonly ids: Readonly<Record<Listed, ReadonlyMap<string, string>>>,
  ) {}

  /** Reads what there is and creates what the file adds. Labels editors changed stay as they are. */
  static async open(payload: Payload, file: TaxonomyFile, isDryRun: boolean): Promise<Taxonomy> {
    const ids = {
      themes: new Map<string, string>(),
      audiences: new Map<string, string>(),
      columns: new Map<string, string>(),
    }
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
    await openColumns(payload, file.columns, ids, isDryRun)
    return new Taxonomy(ids)
  }

  /** The ids of terms; each unknown one is reported. */
  idsOf(
    collection: Listed,
    slugs: readonly string[],
    report: (finding: Finding) => void,
  ): string[] {
    const code = UNKNOWN[collection]
    return slugs.flatMap((value) => {
      const id = this.ids[collection].get(value)
      if (id === undefined)
        report({ code, field: collection === 'columns' ? 'column' : collection, value })
      return id === undefined ? [] : [id]
    })
  }
}

const UNKNOWN = {
  themes: 'unknown-theme',
  audiences: 'unknown-audience',
  columns: 'unknown-column',
} as const

/** Like terms: created where missing, left alone where editors have them. A rule may name only terms there are. */
async function openColumns(
  payload: Payload,
  columns: TaxonomyFile['columns'],
  ids: Readonly<Record<Listed, Map<string, string>>>,
  isDryRun: boolean,
): Promise<void> {
  const { docs } = await payload.db.find<{ id: string; slug: string }>({
    collection: 'columns',
    pagination: false,
  })
  for (const { id, slug } of docs) ids.columns.set(slug, id)
  for (const [index, { id, rule, ...rest }] of columns.entries()) {
    if (ids.columns.has(id)) continue
    const refer = (list: TermCollection): string[] =>
      (rule?.[list] ?? []).map((value) => {
        const found = ids[list].get(value)
        if (found === undefined)
          throw new Refusal({ code: UNKNOWN[list], field: `columns.${id}`, value })
        return found
      })
    const terms = { themes: refer('themes'), audiences: refer('audiences') }
    ids.columns.set(id, id)
    if (isDryRun) continue
    await payload.create({
      collection: 'columns',
      data: {
        id,
        slug: id,
        order: (index + 1) * ORDER_STEP,
        ...rest,
        rule: { ...terms, keywords: rule?.keywords ?? [] },
      },
      overrideAccess: true,
    })
  }
}

export const NO_TERMS: TaxonomyFile = { themes: [], audiences: [], columns: [] }

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
