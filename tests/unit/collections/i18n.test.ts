import { describe, expect, it } from 'vitest'

import { en } from '@/i18n/en'
import { say, texts } from '@/i18n/texts'
import { zh } from '@/i18n/zh'

const leaves = (value: object, path = ''): [string, string][] =>
  Object.entries(value).flatMap(([key, member]: [string, unknown]) =>
    typeof member === 'string'
      ? [[`${path}${key}`, member]]
      : leaves(member as object, `${path}${key}.`),
  )

describe('texts', () => {
  const chinese = new Map(leaves(zh))

  it('are there in both languages', () => {
    expect(leaves(en).map(([path]) => path)).toEqual([...chinese.keys()])
    expect(leaves(en).filter(([, text]) => text === '' || /\p{Script=Han}/u.test(text))).toEqual([])
    expect([...chinese].filter(([, text]) => !/\p{Script=Han}/u.test(text))).toEqual([])
  })

  it('have the same blanks to fill in both languages', () => {
    const blanks = (text = ''): string[] =>
      [...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank).sort()
    for (const [path, text] of leaves(en))
      expect(blanks(text), path).toEqual(blanks(chinese.get(path)))
  })
})

describe('say', () => {
  it('fills in values in the language asked for, Chinese when it is unknown', () => {
    const values = { name: 'a.exe', types: 'jpg' }
    expect(say(texts.errors.fileType, 'zh', values)).toBe(
      '不支持文件“a.exe”：可以上传的类型有 jpg。',
    )
    expect(say(texts.errors.fileType, 'en-GB', values)).toBe(
      'The file "a.exe" is not supported. Allowed types: jpg.',
    )
    expect(say(texts.errors.fileType, 'de', values)).toContain('不支持')
  })
})
