import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Root } from 'hast'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { Refusal, type Finding } from '@/importer/errors'
import { ImportFolder } from '@/importer/import-folder-files'
import {
  bodyOfHtml,
  bodyOfMarkdown,
  bodyOfWord,
  picturesOf,
  splitQuestions,
} from '@/importer/sources/body'
import { elementsOf, trimmedText } from '@/importer/sources/hast'
import { splitFrontMatter } from '@/importer/sources/markdown'

/** Outline of a text: the names of its blocks, headings with their words. */
const outline = (root: Root): string[] =>
  root.children.map((node) =>
    node.type !== 'element'
      ? node.type
      : /^h\d$/.test(node.tagName)
        ? `${node.tagName} ${trimmedText(node)}`
        : node.tagName,
  )
const all = (root: Root, name: string): string[] =>
  [...elementsOf(root)].filter(({ tagName }) => tagName === name).map(trimmedText)
const notes = (root: Root): unknown[] =>
  [...elementsOf(root)]
    .map(({ properties }) => properties['dataFootnote'])
    .filter((note) => note !== undefined)

describe('the Word samples', () => {
  it('keep headings, table, footnote, picture and lists of bilingual-courseware', async () => {
    const folder = await ImportFolder.open('samples')
    const { root, pictures, findings } = await bodyOfWord(
      await folder.file('articles/bilingual-courseware.docx'),
      '边疆民族地区双语课件制作步骤',
    )
    expect(outline(root)).toEqual([
      'p',
      'h2 一、先定听课的人和用法',
      'h3 （一）问清三件事',
      'p',
      'h3 （二）据此定主次',
      'p',
      'h2 二、写原稿',
      'p',
      'h2 三、建术语表',
      'p',
      'table',
      'p',
      'h2 四、排版',
      'h3 （一）方向',
      'p',
      'h3 （二）字体',
      'p',
      'h3 （三）留白',
      'p',
      'figure',
      'p',
      'h2 五、配音和字幕',
      'p',
      'h2 六、审校和试讲',
      'ol',
      'p',
    ])
    expect(all(root, 'th')).toEqual(['栏目', '填写内容', '由谁填写'])
    expect(all(root, 'tr')).toHaveLength(6)
    expect(notes(root)).toEqual([
      '早年的一些民族文字字体使用自定编码，换一台电脑就显示成乱码。旧课件要先转换编码，再修改。',
    ])
    expect(picturesOf(root)).toEqual([
      {
        src: 'image-1.jpg',
        alt: '山间小路：配图先看当地是否熟悉',
        caption: '山间小路：配图先看当地是否熟悉',
      },
    ])
    expect(pictures.map(({ bytes }) => bytes.subarray(0, 3).toString('hex'))).toEqual(['ffd8ff'])
    expect(findings).toEqual([])
  })

  it('keep those of private-enterprise-study-corner', async () => {
    const folder = await ImportFolder.open('samples')
    const { root, pictures } = await bodyOfWord(
      await folder.file('articles/private-enterprise-study-corner.docx'),
      '企业支部学习角布置清单',
    )
    expect(all(root, 'h2')).toEqual(['一、选地方', '二、备东西', '三、定办法', '四、勤维护'])
    expect(all(root, 'h3')).toHaveLength(5)
    expect(all(root, 'th')).toHaveLength(4)
    expect(all(root, 'li')).toHaveLength(3)
    expect(notes(root)).toHaveLength(1)
    expect(pictures).toHaveLength(1)
  })
})

describe('the page pasted from Word', () => {
  it('has headings, a list, a figure, a table head, and nothing of Word', async () => {
    const folder = await ImportFolder.open('samples')
    const { root, findings } = await bodyOfHtml(
      await folder.file('articles/farm-produce-live-selling.html'),
      '视频直播卖农产品：从拍摄到发货',
    )
    expect(outline(root)).toEqual([
      'p',
      'h2 一、先算账，再开播',
      'p',
      'p',
      'h2 二、拍摄',
      'ol',
      'figure',
      'h2 三、讲解',
      'p',
      'h2 四、接单和包装',
      'table',
      'p',
      'h2 五、发货',
      'p',
      'h2 六、售后和复盘',
      'p',
      'p',
    ])
    expect(all(root, 'li')[0]).toBe('上午或者傍晚拍，背阴处光线均匀，不加滤镜。')
    expect(all(root, 'th')).toEqual(['货品', '包装', '发货前检查'])
    expect(all(root, 'b')).toEqual(['能发多少，就卖多少'])
    expect(picturesOf(root)).toEqual([
      {
        src: 'farm-produce-live-selling.files/image001.jpg',
        alt: '红色碗里放着切开的无花果',
        caption: '切面要拍清楚。图片：Trevor "Freespace"，CC BY 4.0，有缩小',
      },
    ])
    expect(findings).toMatchObject([
      { code: 'lost-word-markup', detail: expect.stringContaining('<o:p> × 33') as string },
    ])
  })
})

describe('Markdown', () => {
  it('splits an explainer into its questions', async () => {
    const folder = await ImportFolder.open('samples')
    const { readText } = await import('@/importer/import-folder-files')
    const matter = splitFrontMatter(
      await readText(await folder.file('explainers/how-to-read-the-plan.md'), 'text'),
    )
    const { body, questions } = splitQuestions(bodyOfMarkdown(matter?.body ?? '', '').root)
    expect(outline(body)).toEqual(['p'])
    expect(questions).toHaveLength(7)
    expect(questions[1]?.question).toBe('五个部分分别回答什么问题？')
    expect(outline(questions[1]?.answer ?? body)).toEqual(['table', 'p'])
  })

  it('returns to the body at a main heading that is no question', () => {
    const { root } = bodyOfMarkdown('a\n\n## 问：b？\n\nc\n\n## 附\n\nd', '')
    const { body, questions } = splitQuestions(root)
    expect(outline(body)).toEqual(['p', 'h2 附', 'p'])
    expect(questions).toHaveLength(1)
  })

  it('turns footnotes into notes in place and drops the title', () => {
    const { root } = bodyOfMarkdown('# 题 目\n\na[^1] b[^2]\n\n[^1]: 甲*乙*\n[^2]: 丙', '题目')
    expect(outline(root)).toEqual(['p'])
    expect(notes(root)).toEqual(['甲乙', '丙'])
  })

  it('lowers all headings where the text uses the first level', () => {
    expect(outline(bodyOfMarkdown('# 甲\n\n## 乙\n\n#### 丙', '题').root)).toEqual([
      'h2 甲',
      'h3 乙',
      'h4 丙',
    ])
    expect(outline(bodyOfMarkdown('## 乙\n\n### 丙', '题').root)).toEqual(['h2 乙', 'h3 丙'])
  })

  it.each([
    ['a link', '[x](javascript:alert%281%29)'],
    ['HTML in it', 'text <img src=x onerror=alert(1)>'],
    ['a data address', '![x](data:image/svg+xml;base64,AAAA)'],
  ])('is refused with active content in %s', (_where, text) => {
    expect(() => bodyOfMarkdown(text, '')).toThrow(Refusal)
  })

  it('is refused when it nests without end', () => {
    expect(() => bodyOfMarkdown(`${'> '.repeat(5000)}x`, '')).toThrow(/nested-too-deep/)
  })
})

describe('HTML', () => {
  let directory: string
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'quanmei-html-'))
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))

  const read = async (
    html: string,
    title = '题',
  ): Promise<{ root: Root; findings: readonly Finding[] }> => {
    await writeFile(join(directory, 'a.html'), html)
    const folder = await ImportFolder.open(directory)
    return bodyOfHtml(await folder.file('a.html'), title)
  }

  it('nests lists by the levels Word gives', async () => {
    const item = (level: number, marker: string, text: string): string =>
      `<p class=MsoListParagraph style='mso-list:l0 level${String(level)} lfo1'><span style='mso-list:Ignore'>${marker}</span>${text}</p>`
    const { root } = await read(
      item(1, '1.', 'a') + item(2, '·', 'b') + item(2, '·', 'c') + item(1, '2.', 'd'),
    )
    expect(outline(root)).toEqual(['ol'])
    expect(all(root, 'li')).toEqual(['abc', 'b', 'c', 'd'])
    expect(all(root, 'ul')).toEqual(['bc'])
  })

  it('finds headings in bold paragraphs, and none in sentences', async () => {
    const { root } = await read(
      '<p><b>一、甲</b></p><p>（一）乙</p><p><b>1．丙</b></p><p>1. 丁</p><p>一、这是一句话。</p><p>（二）一句话；又一句</p>',
    )
    expect(outline(root)).toEqual(['h2 一、甲', 'h3 （一）乙', 'h4 1．丙', 'p', 'p', 'p'])
  })

  it('moves the notes of Word to where they belong', async () => {
    const { root } = await read(
      '<p>甲<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a></p><div><div id=ftn1><p><a href="#_ftnref1">[1]</a> 注文</p></div></div>',
    )
    expect(notes(root)).toEqual(['注文'])
    expect(outline(root)).toEqual(['p'])
  })

  it.each([
    ['script', '<p>a</p><script>1</script>'],
    ['a handler', '<p onclick="x()">a</p>'],
    ['a disguised address', '<a href="java&#10;script:x()">a</a>'],
    ['a form', '<form><input></form>'],
    ['a frame', '<iframe src="https://example.org"></iframe>'],
    ['SVG', '<svg><p>a</p></svg>'],
    ['refreshing', '<meta http-equiv="Refresh" content="0;url=https://example.org">'],
    ['a base', '<base href="https://example.org/">'],
    ['a style that acts', '<p style="width:expression(1)">a</p>'],
  ])('is refused with %s', async (_what, html) => {
    await expect(read(html)).rejects.toMatchObject({
      findings: [{ code: 'active-content', line: 1 }],
    })
  })

  it('is refused when it nests without end', async () => {
    await expect(read('<b>'.repeat(100_000))).rejects.toMatchObject({
      findings: [{ code: 'nested-too-deep' }],
    })
  })
})
