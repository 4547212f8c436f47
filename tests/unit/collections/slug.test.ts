import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { isSlug, MAX_SLUG_LENGTH, numberedSlug, suggestSlug } from '@/collections/slug'
import { publicFileName } from '@/collections/uploads/file-name'

describe('suggestSlug', () => {
  it.each([
    ['夜校开进了村', 'ye-xiao-kai-jin-le-cun'],
    [
      '2014—2018年全国党员教育培训工作规划',
      '2014-2018-nian-quan-guo-dang-yuan-jiao-yu-pei-xun-gong-zuo-gui-hua',
    ],
    ['绿色旅游', 'lv-se-lv-you'],
    ['How to read the plan', 'how-to-read-the-plan'],
    ['用 Word 写稿', 'yong-word-xie-gao'],
    ['Ｗｏｒｄ　全角', 'word-quan-jiao'],
    ['Café à la carte', 'cafe-a-la-carte'],
    ['  《》  ', ''],
    ['', ''],
  ])('makes of %j %j', (title, slug) => {
    expect(suggestSlug(title)).toBe(slug)
  })

  it('makes a valid slug, or none, of any title', () => {
    const hanzi = fc.string({
      unit: fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code)),
    })
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), hanzi), (title) => {
        const slug = suggestSlug(title)
        return slug === '' || isSlug(slug)
      }),
    )
  })

  it('cuts long ones between words', () => {
    const slug = suggestSlug('培训'.repeat(100))
    expect(slug.length).toBeLessThanOrEqual(MAX_SLUG_LENGTH)
    expect(slug).toMatch(/(pei|xun)$/)
  })
})

describe('numberedSlug', () => {
  it('numbers within the length allowed', () => {
    expect(numberedSlug('ye-xiao', 2)).toBe('ye-xiao-2')
    const long = suggestSlug('培训'.repeat(100))
    expect(isSlug(numberedSlug(long, 12))).toBe(true)
    expect(numberedSlug(long, 12)).toMatch(/-12$/)
  })
})

describe('isSlug', () => {
  it.each(['a', 'a-b', '2014', 'a'.repeat(120)])('takes %s', (slug) => {
    expect(isSlug(slug)).toBe(true)
  })
  it.each(['', 'A', 'a_b', '-a', 'a-', 'a--b', '../etc', '夜校', 'a'.repeat(121)])(
    'refuses %s',
    (slug) => {
      expect(isSlug(slug)).toBe(false)
    },
  )
})

describe('publicFileName', () => {
  it.each([
    ['第一课 讲义.DOCX', 'di-yi-ke-jiang-yi.docx'],
    ['image001.jpg', 'image001.jpg'],
    ['../../etc/passwd.txt', 'etc-passwd.txt'],
    ['《》.png', 'file.png'],
    ['a b%20c#d?.mp4', 'a-b-20c-d.mp4'],
  ])('makes of %s %s', (name, expected) => {
    expect(publicFileName(name)).toBe(expected)
  })
})
