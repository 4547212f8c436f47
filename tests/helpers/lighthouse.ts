/** Lighthouse's scores of a page, as its command line gives them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'

import { BROWSER_ARGUMENTS, BROWSER_PATH } from './browser'

const CLI = createRequire(import.meta.url).resolve('lighthouse/cli/index.js')

export const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const
export type Category = (typeof CATEGORIES)[number]

/** Of 100. */
export type Scores = Readonly<Record<Category, number>>

interface Report {
  readonly runtimeError?: { readonly message: string }
  readonly categories: Readonly<
    Record<Category, { score: number | null; auditRefs: readonly { id: string; weight: number }[] }>
  >
  readonly audits: Readonly<
    Record<string, { readonly score: number | null; readonly title: string }>
  >
}

export interface Visit {
  readonly scores: Scores
  /** What cost points, by title. */
  readonly losses: readonly string[]
}

/**
 * One visit of a phone on a slow network, which Lighthouse works out from a fast one (`simulate`): the score then depends
 * little on the machine, not on how loaded it is.
 */
export async function visit(url: string): Promise<Visit> {
  const child = spawn(
    process.execPath,
    [
      CLI,
      url,
      '--output=json',
      '--quiet',
      '--no-enable-error-reporting',
      '--form-factor=mobile',
      '--throttling-method=simulate',
      `--chrome-flags=${BROWSER_ARGUMENTS.join(' ')}`,
    ],
    {
      // What vitest sets for itself is not for it.
      env: {
        NODE_ENV: 'production',
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        CHROME_PATH: BROWSER_PATH,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const [output, complaints, [code]] = await Promise.all([
    child.stdout.setEncoding('utf8').toArray(),
    child.stderr.setEncoding('utf8').toArray(),
    once(child, 'close') as Promise<[number | null]>,
  ])
  if (code !== 0) return failed(`Lighthouse ended with ${String(code)}: ${complaints.join('')}`)
  const report = JSON.parse(output.join('')) as Report
  if (report.runtimeError) return failed(report.runtimeError.message)
  return { scores: scoresOf(report), losses: lossesOf(report) }
}

/** A visit Lighthouse could not record, as happens on a busy machine, has no points; why is among what cost them. */
const failed = (reason: string): Visit => ({
  scores: Object.fromEntries(CATEGORIES.map((category) => [category, 0])) as Record<
    Category,
    number
  >,
  losses: [reason],
})

const scoresOf = ({ categories }: Report): Scores =>
  Object.fromEntries(
    CATEGORIES.map((category) => [category, Math.round((categories[category].score ?? 0) * 100)]),
  ) as Record<Category, number>

const lossesOf = ({ categories, audits }: Report): string[] =>
  CATEGORIES.flatMap((category) =>
    categories[category].auditRefs
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => `${category}: ${audits[id]?.title ?? id}`),
  )

/** The highest of each category. */
export const best = (visits: readonly Visit[]): Scores =>
  Object.fromEntries(
    CATEGORIES.map((category) => [
      category,
      Math.max(...visits.map(({ scores }) => scores[category])),
    ]),
  ) as Record<Category, number>
