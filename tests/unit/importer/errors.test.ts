import { describe, expect, it } from 'vitest'

import { IMPORT_ERRORS, problemOf, type ImportCode } from '@/importer/errors'
import { english } from '@/importer/texts/en'
import { chinese } from '@/importer/texts/zh'

const codes = Object.keys(IMPORT_ERRORS) as ImportCode[]
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort()

describe('the sentences of the report', () => {
  it.each(codes)('%s says the same in both languages', (code) => {
    expect(placeholders(chinese[code])).toEqual(placeholders(english[code]))
  })

  it('names the value, shortened', () => {
    const problem = problemOf('a.md', { code: 'unknown-theme', value: 'x'.repeat(500) })
    expect(problem.message).toContain('xxx…')
    expect(problem.value).toHaveLength(121)
    expect(problem.severity).toBe('error')
  })

  it('goes under the name of the sidecar where the fault is there', () => {
    expect(
      problemOf('a.docx', { code: 'missing-field', field: 'title', file: 'a.yaml' }).file,
    ).toBe('a.yaml')
  })
})
