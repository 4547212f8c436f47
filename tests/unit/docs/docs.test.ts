/** The documents say what the code says: error codes, settings, links. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { Nodes, Root, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { SKIP, visit } from 'unist-util-visit'
import { describe, expect, it } from 'vitest'

import { DELIVERY_ERRORS } from '@/core/errors'
import { IMPORT_ERRORS } from '@/importer/errors'
import { IMPORT_PROBLEMS } from '@/mailing'
import { API_PROBLEMS, OAI_ERRORS } from '@/plugins/alliance'
import { REFUSALS } from '@/plugins/tv/partner'
import { PUSH_ERRORS } from '@/push'
import { settingsMarkdown } from '@/settings'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const parse = (text: string): Root =>
  fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })

const textOf = (node: Nodes): string =>
  'value' in node ? node.value : 'children' in node ? node.children.map(textOf).join('') : ''

function tablesIn(text: string): Table[] {
  const tables: Table[] = []
  visit(parse(text), 'table', (table) => {
    tables.push(table)
    return SKIP
  })
  return tables
}

/** The first two cells of each row below the head. */
const pairsOf = (table: Table | undefined): Record<string, string> =>
  Object.fromEntries(
    (table?.children ?? [])
      .slice(1)
      .map(({ children: [first, second] }) => [
        first ? textOf(first) : '',
        second ? textOf(second) : '',
      ]),
  )

describe('docs/errors.md', () => {
  const [deliveries, imports, partners, subscribers, alliance, oai, ...others] = tablesIn(
    read('docs/errors.md'),
  )
  const pushes = others.at(-1)

  it('has every delivery error with its kind, and no other', () => {
    expect(pairsOf(deliveries)).toEqual(DELIVERY_ERRORS)
  })

  it('has every import code with its severity, and no other', () => {
    expect(pairsOf(imports)).toEqual(IMPORT_ERRORS)
  })

  it('has every code of a push with its kind, and no other', () => {
    expect(pairsOf(pushes)).toEqual(PUSH_ERRORS)
  })

  it('has every refusal of a partner with its status, and no other', () => {
    expect(pairsOf(partners)).toEqual(
      Object.fromEntries(
        Object.entries(REFUSALS).map(([name, { status }]) => [name, String(status)]),
      ),
    )
  })

  it('has every problem of a list of subscribers with what is refused for it, and no other', () => {
    expect(pairsOf(subscribers)).toEqual(
      Object.fromEntries(
        Object.entries(IMPORT_PROBLEMS).map(([code, { refuses }]) => [code, refuses]),
      ),
    )
  })

  it('has every refusal of the alliance’s API with its status, and no other', () => {
    expect(pairsOf(alliance)).toEqual(
      Object.fromEntries(
        Object.entries(API_PROBLEMS).map(([code, { status }]) => [code, String(status)]),
      ),
    )
  })

  it('has every error of OAI-PMH, and no other', () => {
    expect(Object.keys(pairsOf(oai))).toEqual(Object.keys(OAI_ERRORS))
  })

  it.each([
    ['deliveries', deliveries],
    ['imports', imports],
    ['partners', partners],
    ['subscribers', subscribers],
    ['alliance', alliance],
    ['OAI-PMH', oai],
    ['pushes', pushes],
  ])('says what each code of the %s means and what to do', (_name, table) => {
    for (const { children } of table?.children ?? []) {
      expect(children.map(textOf)).toHaveLength(4)
      expect(children.map(textOf)).not.toContain('')
    }
  })
})

describe('docs/operations.md', () => {
  it('has the table of settings as the code writes it', () => {
    expect(read('docs/operations.md')).toContain(`\n${settingsMarkdown('en')}\n`)
  })
})

describe('links', () => {
  const documents = [
    'README.md',
    'README.zh-CN.md',
    'CHANGELOG.md',
    ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => join('docs', file)),
  ]

  it.each(documents)('of %s lead to files and headings that exist', (document) => {
    const broken: string[] = []
    visit(parse(read(document)), 'link', ({ url }) => {
      if (!isSound(document, url)) broken.push(url)
    })
    expect(broken).toEqual([])
  })
})

function isSound(document: string, url: string): boolean {
  if (/^https?:/.test(url)) return true
  const [path = '', anchor] = url.split('#')
  const target = path === '' ? document : join(dirname(document), path)
  if (relative('.', target).startsWith('..') || !existsSync(join(root, target))) return false
  return anchor === undefined || headingsOf(read(target)).includes(anchor)
}

/** Headings as anchors, the way code hosts name them. */
function headingsOf(text: string): string[] {
  const anchors: string[] = []
  visit(parse(text), 'heading', (heading) => {
    anchors.push(
      textOf(heading)
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-'),
    )
  })
  return anchors
}
