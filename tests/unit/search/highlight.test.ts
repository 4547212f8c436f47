import fc from 'fast-check'
import { expect, test } from 'vitest'

import { markedHtml } from '@/search'
import { mark, snippet } from '@/search/highlight'
import { SNIPPET_LENGTH } from '@/search/limits'

import { itemOf } from '../../helpers/items'
import { newIndex } from './helpers'

const terms = (words: string[], characters: string[] = []) => ({
  words: new Set(words),
  characters: new Set(characters),
})

test('marks words, not what only looks like them', () => {
  expect(markedHtml(mark('产品和服务；一件和服', terms(['和服'])))).toBe(
    '产品和服务；一件<mark>和服</mark>',
  )
  expect(markedHtml(mark('农村党员 WeChat', terms(['党员', 'wechat'])))).toBe(
    '农村<mark>党员</mark> <mark>WeChat</mark>',
  )
  expect(markedHtml(mark('李王小明', terms([], ['王小明'])))).toBe('李<mark>王小明</mark>')
})

test('markup in a document stays text', async () => {
  const { answer } = await newIndex([
    itemOf('articles', 'a', {
      title: '<script>alert(1)</script> 党员 "a" & \'b\'',
      summary: '',
      html: '<p>党员 &lt;img src=x onerror=alert(1)&gt; 教育</p>',
    }),
  ])
  const [hit] = (await answer('党员 script img')).hits
  expect(markedHtml(hit?.title ?? { text: '', marks: [] })).toBe(
    '&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt; <mark>党员</mark> &quot;a&quot; &amp; &#39;b&#39;',
  )
  expect(markedHtml(hit?.snippet ?? { text: '', marks: [] })).toContain(
    '<mark>党员</mark> &lt;<mark>img</mark> src=x',
  )
})

test('the excerpt shows where most of the words are', () => {
  const filler = '这一段说的是别的事情。'.repeat(40)
  const { text, marks } = snippet(
    `${filler}党员很多。${filler}流动党员教育在这里。${filler}`,
    terms(['党员', '教育']),
  )
  expect(text).toMatch(/^流动党员教育在这里。/)
  expect(text.endsWith('…')).toBe(true)
  expect(text.length).toBeLessThanOrEqual(SNIPPET_LENGTH + 2)
  expect(marks).toEqual([[2, 6]])
})

test('without a word the excerpt is the beginning', () => {
  expect(snippet('开头。后面', terms(['没有']))).toEqual({ text: '开头。后面', marks: [] })
})

test('any text and any terms: ranges in order, inside the text; HTML without markup but marks', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(fc.constantFrom('党员', '<b>', '"', '&', '教育', '😀', 'İ', 'Ａ', '\n', '。'), {
        maxLength: 200,
      })
      .map((pieces) => pieces.join('')),
  )
  const term = fc.constantFrom('党员', '员', 'b', 'a', '教育', 'i')
  fc.assert(
    fc.property(text, fc.array(term), fc.array(term), (source, words, characters) => {
      for (const marked of [
        mark(source, terms(words, characters)),
        snippet(source, terms(words, characters)),
      ]) {
        let at = -1
        for (const [from, before] of marked.marks) {
          expect(from).toBeGreaterThan(at)
          expect(before).toBeGreaterThan(from)
          at = before
        }
        expect(at).toBeLessThanOrEqual(marked.text.length)
        const html = markedHtml(marked)
        expect(html.replaceAll('<mark>', '').replaceAll('</mark>', '')).not.toMatch(/[<>"']/)
      }
    }),
  )
})
