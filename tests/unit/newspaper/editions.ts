import type { Edition, EditionEntry } from '@/core'

export const entry = (number: number, over: Partial<EditionEntry> = {}): EditionEntry => ({
  document: `articles/${String(number)}`,
  type: 'articles',
  headline: `第${String(number)}条标题`,
  summary: '一句话摘要',
  url: `https://example.org/articles/${String(number)}`,
  credits: '来源：编辑部',
  ...over,
})

export const edition = (over: Partial<Edition> = {}): Edition => ({
  newspaper: 'morning',
  title: '手机报早报 7月2日',
  day: '2014-07-02',
  language: 'zh-CN',
  greeting: '早上好',
  entries: [entry(1), entry(2), entry(3)],
  url: 'https://example.org/n/1',
  sender: '编辑部',
  ...over,
})
