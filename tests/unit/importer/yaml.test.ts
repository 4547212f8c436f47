import { describe, expect, it } from 'vitest'

import { Refusal } from '@/importer/errors'
import { readYaml } from '@/importer/yaml'

const refusal = (work: () => unknown): Refusal => {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('Nothing was refused')
}

describe('readYaml', () => {
  it('knows the line of each value, counted in the file', () => {
    const { lineOf } = readYaml('title: a\nthemes:\n  - x\n  - y\n', 2)
    expect(lineOf(['title'])).toBe(2)
    expect(lineOf(['themes', 1])).toBe(5)
    expect(lineOf(['themes', 7])).toBe(4)
    expect(lineOf(['missing'])).toBeUndefined()
  })

  it('keeps dates as they are written', () => {
    expect(readYaml('at: 2015-03-02').value).toEqual({ at: '2015-03-02' })
  })

  it.each([
    ['a fault of syntax', 'title: "open\nb: [1'],
    ['a key twice', 'a: 1\na: 2'],
    [
      'a bomb of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [${'*a,'.repeat(9)}]\nc: &c [${'*b,'.repeat(9)}]\nd: [${'*c,'.repeat(9)}]`,
    ],
    ['depth', `a: ${'['.repeat(30)}${']'.repeat(30)}`],
  ])('refuses %s', (_what, text) => {
    const { findings } = refusal(() => readYaml(text))
    expect(findings).toMatchObject([
      { code: 'front-matter-unparsable', line: expect.any(Number) as number },
    ])
  })
})
