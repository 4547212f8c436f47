import { describe, expect, it } from 'vitest'

import { Refusal, type Finding } from '@/importer/errors'
import { readMetadata, type Metadata } from '@/importer/metadata'
import { readYaml } from '@/importer/yaml'

const COMPLETE =
  'type: article\ntitle: 夜课\nslug: night-class\nsummary: 一句话\nauthorUnit: 编辑组\n'

const read = (yaml: string, warnings: Finding[] = []): Metadata =>
  readMetadata(readYaml(yaml, 2), (finding) => warnings.push(finding))

function findings(yaml: string): readonly Finding[] {
  try {
    read(yaml)
  } catch (error) {
    if (error instanceof Refusal) return error.findings
    throw error
  }
  return []
}

describe('readMetadata', () => {
  it('reads dates as moments and numbers as the texts they stand for', () => {
    expect(
      read(`${COMPLETE}publishedAt: 2015-03-02T09:00:00+08:00\nsource: {name: 答问, date: 2014}`),
    ).toMatchObject({
      publishedAt: '2015-03-02T01:00:00.000Z',
      source: { name: '答问', date: '2014' },
      themes: [],
    })
  })

  it('suggests a slug from the title', () => {
    expect(read(COMPLETE.replace('slug: night-class\n', '')).slug).toBe('ye-ke')
  })

  it('names every fault at once, each with its field and line', () => {
    const faults = findings(
      'type: article\nslug: Übung\nsummary: s\nauthorUnit: u\npublishedAt: morgen\nchannels: [radio]\n',
    )
    expect(faults).toMatchObject([
      { code: 'missing-field', field: 'title' },
      { code: 'invalid-slug', field: 'slug', line: 3, value: 'Übung' },
      { code: 'unknown-channel', field: 'channels.0', line: 7, value: 'radio' },
      { code: 'invalid-date', field: 'publishedAt', line: 6, value: 'morgen' },
    ])
  })

  it.each([
    ['an unknown type', COMPLETE.replace('type: article', 'type: poem'), 'unknown-type'],
    ['a title too long', COMPLETE.replace('夜课', '长'.repeat(201)), 'invalid-value'],
    ['an empty title', COMPLETE.replace('夜课', '""'), 'missing-field'],
    [
      'credit hours with two decimals',
      `${COMPLETE.replace('article', 'lesson')}creditHours: 1.25\n`,
      'invalid-value',
    ],
    [
      'a link that is no address',
      `${COMPLETE}source: {url: "javascript:alert(1)"}\n`,
      'invalid-value',
    ],
    [
      'an answer that is not an option',
      `${COMPLETE.replace('article', 'lesson')}quiz: [{question: q, options: {A: a, B: b}, answer: C}]\n`,
      'invalid-value',
    ],
    ['a list instead of fields', '- a\n- b\n', 'front-matter-unparsable'],
  ])('refuses %s', (_what, yaml, code) => {
    expect(findings(yaml)).toMatchObject([{ code }])
  })

  it('warns of fields it does not know or keep', () => {
    const warnings: Finding[] = []
    read(`${COMPLETE}titel: x\ncaptionsBurntIn: true\n`, warnings)
    expect(warnings).toMatchObject([
      { code: 'unknown-field', field: 'titel', line: 7 },
      { code: 'field-not-kept', field: 'captionsBurntIn', line: 8 },
    ])
  })

  it('names each field that a sound file has no place for, with its line', () => {
    const warnings: Finding[] = []
    const sidecar =
      'type: audio\nfile: tip.mp3\ntitle: t\nslug: tip\nsummary: s\nchannels: [website]\npublishedAt: 2015-02-27\n'
    read(sidecar, warnings)
    expect(warnings).toMatchObject([
      { code: 'field-not-kept', field: 'summary', line: 6 },
      { code: 'field-not-kept', field: 'channels', line: 7 },
      { code: 'field-not-kept', field: 'publishedAt', line: 8 },
    ])
  })
})
