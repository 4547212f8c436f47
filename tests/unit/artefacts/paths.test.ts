import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { isPublicPath, pathProblem } from '@/artefacts'
import { nameOfShelfFile, pathOfPointerFile, pointerFile, shelfFile } from '@/artefacts/paths'

describe('public paths', () => {
  it.each(['/', '/feeds/', '/feeds/all.rss', '/articles/x', '/media/%E4%B8%AD.png', '/a/~b;c=1,2'])(
    'accepts %s',
    (path) => {
      expect(pathProblem(path)).toBeUndefined()
    },
  )

  it.each([
    ['', 'slash'],
    ['feeds/all.rss', 'slash'],
    ['//evil.example', 'empty segment'],
    ['/a//b', 'empty segment'],
    ['/a/../b', 'dot segment'],
    ['/a/.', 'dot segment'],
    ['/文章', 'percent-encoded'],
    ['/a b', 'percent-encoded'],
    ['/a?b', 'percent-encoded'],
    ['/a#b', 'percent-encoded'],
    ['/a\\b', 'percent-encoded'],
    ['/a\0b', 'percent-encoded'],
    ['/%e4', 'percent-encoded'],
    [`/${'a'.repeat(201)}`, '200 characters'],
    [`/${'abcdefghi/'.repeat(41)}`, '400 characters'],
  ])('refuses %j: %s', (path, rule) => {
    expect(pathProblem(path)).toContain(rule)
  })

  const segment = fc
    .stringMatching(/^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-F]{2}){1,12}$/)
    .filter((text) => text !== '.' && text !== '..')
  const publicPath = fc
    .tuple(fc.array(segment, { maxLength: 5 }), fc.boolean())
    .map(([segments, slash]) => `/${segments.join('/')}${slash && segments.length > 0 ? '/' : ''}`)

  it('every path has its own file, and the file names the path', () => {
    fc.assert(
      fc.property(publicPath, publicPath, (left, right) => {
        expect(isPublicPath(left)).toBe(true)
        expect(pathOfPointerFile(pointerFile(left))).toBe(left)
        expect(pointerFile(left) === pointerFile(right)).toBe(left === right)
      }),
      { numRuns: 500 },
    )
  })

  it('no path’s file is another path’s directory', () => {
    fc.assert(
      fc.property(publicPath, publicPath, (left, right) => {
        expect(pointerFile(right).startsWith(`${pointerFile(left)}/`)).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  it('shelf names of any text come back', () => {
    const name = fc
      .array(fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }), {
        minLength: 1,
        maxLength: 4,
      })
      .map((parts) => parts.map((part) => part.replaceAll('/', '-')).join('/'))
    fc.assert(
      fc.property(name, (text) => {
        const file = shelfFile(text)
        expect(file.split('/').some((part) => part === '..' || part === '.')).toBe(false)
        expect(nameOfShelfFile(file)).toBe(text)
      }),
    )
  })

  it('refuses shelf names that make no file', () => {
    expect(() => shelfFile('a//b')).toThrow(/empty/)
    expect(() => shelfFile('字'.repeat(200))).toThrow(/longer than 200/)
  })
})
