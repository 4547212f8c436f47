/** Rules every page of the website keeps, checked on what a browser's parser makes of it. */
import type { Element, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { visit } from 'unist-util-visit'
import { expect } from 'vitest'

import { SCRIPT_PATH } from '@/plugins/website/assets/script'

import { site } from '../../helpers/items'

/** Parses strictly: what HTML calls an error fails the test. */
export function parsePage(html: string): Root {
  const errors: string[] = []
  const tree = fromHtml(html, {
    onerror: (error) => {
      errors.push(error.reason)
    },
  })
  expect(errors).toEqual([])
  return tree
}

export function elements(tree: Root, name?: string): Element[] {
  const found: Element[] = []
  visit(tree, 'element', (node) => {
    if (name === undefined || node.tagName === name) found.push(node)
  })
  return found
}

export const textOf = (node: Element | Root): string => {
  const words: string[] = []
  visit(node, 'text', ({ value }) => {
    words.push(value)
  })
  return words.join('')
}

export const attribute = (node: Element, name: string): string | undefined => {
  const value = node.properties[name]
  if (value === undefined || value === null) return undefined
  return Array.isArray(value) ? value.join(' ') : String(value)
}

/** The `content` of the meta element with that name or property. */
export const meta = (tree: Root, name: string): string | undefined => {
  const found = elements(tree, 'meta').find(
    (node) => attribute(node, 'name') === name || attribute(node, 'property') === name,
  )
  return found && attribute(found, 'content')
}

/** What holds on every page, whatever it shows. Answers the tree for more questions. */
export function expectGoodPage(html: string, path: string): Root {
  const tree = parsePage(html)
  const all = elements(tree)
  expect(html.startsWith('<!doctype html>\n')).toBe(true)
  expect(attribute(only(tree, 'html'), 'lang')).toBe('zh-Hans')
  expect(textOf(only(tree, 'title'))).toContain(site.title)
  expect(elements(tree, 'h1')).toHaveLength(1)
  expect(meta(tree, 'description')).not.toBe('')

  // The content security policy: nothing inline, nothing from elsewhere. Data blocks run nothing.
  const scripts = elements(tree, 'script').filter(
    (node) => attribute(node, 'type') !== 'application/ld+json',
  )
  expect(scripts.map((node) => [attribute(node, 'src'), node.properties['defer']])).toEqual([
    [SCRIPT_PATH, true],
  ])
  for (const thing of structured(tree)) expectThing(thing)
  expect(elements(tree, 'style')).toEqual([])
  for (const { properties } of all) {
    expect(Object.keys(properties).filter((name) => /^(?:style|on[A-Z].*)$/.test(name))).toEqual([])
  }

  const ids = all.flatMap((node) => attribute(node, 'id') ?? [])
  expect(new Set(ids).size).toBe(ids.length)
  for (const link of elements(tree, 'a')) {
    const href = attribute(link, 'href') ?? ''
    if (href.startsWith('#')) expect(ids).toContain(decodeURIComponent(href.slice(1)))
    else expect(href).toMatch(/^(?:\/(?!\/)|https?:\/\/)/)
    expect(textOf(link).trim()).not.toBe('')
  }
  for (const picture of elements(tree, 'img')) {
    expect(attribute(picture, 'alt')).toBeDefined()
    expect(Number(attribute(picture, 'width'))).toBeGreaterThan(0)
    expect(Number(attribute(picture, 'height'))).toBeGreaterThan(0)
  }
  const urgent = elements(tree, 'img').filter((node) => attribute(node, 'loading') !== 'lazy')
  expect(urgent.length).toBeLessThanOrEqual(1)
  expectOrderedHeadings(tree)
  const canonical = all.find((node) => attribute(node, 'rel') === 'canonical')
  if (canonical) expect(attribute(canonical, 'href')).toBe(site.publicUrl + path)
  else expect(meta(tree, 'robots')).toBe('noindex')
  return tree
}

/** No level is left out on the way down, so that the outline of the page is one. */
function expectOrderedHeadings(tree: Root): void {
  const levels = elements(tree)
    .filter(({ tagName }) => /^h[1-6]$/.test(tagName))
    .map(({ tagName }) => Number(tagName[1]))
  levels.forEach((level, index) => {
    const before = levels[index - 1] ?? 0
    // The outline and the header may stand before the first heading of the text.
    if (index > 0) expect(level - before).toBeLessThanOrEqual(1)
  })
}

export type Thing = Readonly<Record<string, unknown>>

/** The things a page describes in schema.org's words. */
export const structured = (tree: Root): Thing[] =>
  elements(tree, 'script')
    .filter((node) => attribute(node, 'type') === 'application/ld+json')
    .flatMap((node) => {
      const data = JSON.parse(textOf(node)) as { '@context': string; '@graph': Thing[] }
      expect(data['@context']).toBe('https://schema.org')
      return data['@graph']
    })

/** What search engines ask of each type (Google's structured data documentation; LRMI for what teaches). */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  Article: ['headline', 'datePublished', 'dateModified', 'author', 'publisher', 'url'],
  VideoObject: ['name', 'description', 'uploadDate', 'contentUrl', 'inLanguage'],
  FAQPage: ['mainEntity'],
  LearningResource: ['name', 'learningResourceType', 'teaches', 'inLanguage', 'publisher'],
  Course: ['name', 'provider', 'learningResourceType', 'hasPart'],
  PublicationIssue: ['name', 'datePublished', 'publisher', 'isPartOf', 'hasPart', 'url'],
  BreadcrumbList: ['itemListElement'],
  WebSite: ['name', 'url', 'potentialAction'],
}

function expectThing(thing: Thing): void {
  const required = REQUIRED[String(thing['@type'])]
  expect(required, `${String(thing['@type'])} is not expected`).toBeDefined()
  for (const property of required ?? []) expect(thing, property).toHaveProperty(property)
}

export function only(tree: Root, name: string): Element {
  const [found, ...others] = elements(tree, name)
  if (!found || others.length > 0) throw new Error(`There is not exactly one ${name}`)
  return found
}
