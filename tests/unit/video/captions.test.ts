import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import {
  captionLanguage,
  captionsOfChapters,
  CaptionError,
  chaptersFromCaptions,
  chaptersFromList,
  readCaptions,
  transcriptOf,
  writeWebVtt,
} from '@/video'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const vtt = (text: string, duration?: number) => readCaptions(bytes(text), 'vtt', duration)
const srt = (text: string) => readCaptions(bytes(text), 'srt')

const codesOf = (act: () => unknown): string[] => {
  try {
    act()
  } catch (error) {
    if (error instanceof CaptionError) {
      return error.problems.map(({ code, line }) => (line ? `${code}@${String(line)}` : code))
    }
    throw error
  }
  return []
}

describe('WebVTT', () => {
  it.each(['village-night-class', 'farm-produce-to-parcel'])('of the sample %s is read', (name) => {
    const file = readCaptions(readFileSync(`samples/media/videos/${name}.vtt`), 'vtt', 3600)
    expect(file.warnings).toEqual([])
    expect(file.captions.cues.length).toBeGreaterThan(1)
    const again = vtt(writeWebVtt(file.captions))
    expect(again.captions).toEqual(file.captions)
  })

  it('is read with byte-order mark, Windows line ends, ids, settings, notes and styles', () => {
    const text = [
      '\uFEFFWEBVTT - 第一课',
      'Kind: captions',
      '',
      'STYLE',
      '::cue { color: white }',
      '',
      'NOTE 说明',
      '',
      '开头',
      '00:01.000 --> 00:02.500 line:0 align:start',
      '<v 张老师>大家好',
      '第二行',
      '',
      '01:00:00.000 --> 01:00:01.000',
      'A &amp; B',
    ].join('\r\n')
    const { captions, warnings } = vtt(text)
    expect(warnings).toEqual([])
    expect(captions).toEqual({
      blocks: ['STYLE\n::cue { color: white }'],
      cues: [
        {
          ...{ id: '开头', start: 1, end: 2.5, settings: 'line:0 align:start' },
          text: '<v 张老师>大家好\n第二行',
        },
        { start: 3600, end: 3601, text: 'A &amp; B' },
      ],
    })
  })

  it('names every line that can’t be used', () => {
    const text = [
      'WEBVTT',
      '',
      '00:01.000 --> 00:02',
      'no thousandths',
      '',
      '00:05.000 --> 00:04.000',
      'backwards',
      '',
      '7',
      '00:61.000 --> 00:62.000',
      'seconds',
    ].join('\n')
    expect(codesOf(() => vtt(text))).toEqual(['bad-time@3', 'ends-before-start@6', 'bad-time@10'])
  })

  it.each([
    ['1\n00:00:01,000 --> 00:00:02,000\nan SRT', ['no-header@1']],
    ['WEBVTT\n', ['no-cues']],
    ['WEBVTTX\n\n00:01.000 --> 00:02.000\na', ['no-header@1']],
    ['WEBVTT\n\n00:01.000 --> 00:02.000\na\0', ['binary']],
  ])('refuses %j', (text, codes) => {
    expect(codesOf(() => vtt(text))).toEqual(codes)
  })

  it('mends what players put up with, and says so', () => {
    const text =
      'WEBVTT\n\n00:05.000 --> 00:06.000 colour:red size:50%\nb\n\n00:01.000 --> 00:02.000\na\n\n00:08.000 --> 00:09.000\n'
    const { captions, warnings } = vtt(text, 3)
    expect(captions.cues.map((cue) => cue.text)).toEqual(['a', 'b'])
    expect(captions.cues[1]?.settings).toBe('size:50%')
    expect(warnings.map(({ code, line, value }) => [code, line, value])).toEqual([
      ['bad-setting', 3, 'colour:red'],
      ['empty-cue', 9, undefined],
      ['out-of-order', 6, undefined],
      ['after-the-end', undefined, '1'],
    ])
  })
})

describe('encodings', () => {
  /** 字幕 in GBK. */
  const gbk = Uint8Array.from([0xd7, 0xd6, 0xc4, 0xbb])

  it('other than UTF-8 are refused by name', () => {
    expect(() => readCaptions(gbk, 'srt')).toThrow('not-utf8 (gb18030)')
    const utf16 = Uint8Array.from([0xff, 0xfe, 0x57, 0x5b])
    expect(() => readCaptions(utf16, 'vtt')).toThrow('not-utf8 (utf-16)')
  })

  it('and files without end are refused', () => {
    expect(codesOf(() => readCaptions(new Uint8Array(5 * 1024 * 1024), 'srt'))).toEqual([
      'too-large',
    ])
  })
})

describe('SRT', () => {
  it('becomes WebVTT', () => {
    const text = [
      '\uFEFF1',
      '00:00:01,000 --> 00:00:02,000',
      '<font color="#ffff00">大家好</font> & <i>再见</i> 3 < 4',
      '',
      '2',
      '00:00:03,000 --> 00:00:04,500 X1:1 X2:2',
      '{\\an8}上方',
      '',
      '空行之后',
      '',
      '3',
      '00:00:05.000 --> 00:00:06.000',
      '2014',
    ].join('\r\n')
    const { captions } = srt(text)
    expect(writeWebVtt(captions)).toBe(
      [
        'WEBVTT',
        '',
        '00:00:01.000 --> 00:00:02.000',
        '大家好 &amp; <i>再见</i> 3 &lt; 4',
        '',
        '00:00:03.000 --> 00:00:04.500 line:0',
        '上方',
        '空行之后',
        '',
        '00:00:05.000 --> 00:00:06.000',
        '2014',
        '',
      ].join('\n'),
    )
    expect(vtt(writeWebVtt(captions)).captions).toEqual(captions)
  })

  it('names the line of a wrong time', () => {
    expect(codesOf(() => srt('1\n00:00:01,000 --> 00:0x:02,000\na\n'))).toEqual(['bad-time@2'])
    expect(codesOf(() => srt('nothing at all'))).toEqual(['no-cues'])
  })
})

describe('the transcript', () => {
  it('joins Chinese without spaces, tells speakers apart and tells repeated lines once', () => {
    const { captions } = vtt(
      [
        'WEBVTT',
        '',
        '00:01.000 --> 00:02.000',
        '<v 张老师>今天讲\n土地流转',
        '',
        '00:02.000 --> 00:03.000',
        '<v 张老师>今天讲\n土地流转',
        '',
        '00:03.000 --> 00:04.000',
        '<v 学员>合同 A&amp;B',
        '',
        '00:04.000 --> 00:05.000',
        '<v 学员>Good <i>day</i>',
        '',
        '00:20.000 --> 00:21.000',
        '<v 学员>再见',
      ].join('\n'),
    )
    expect(transcriptOf(captions)).toBe(
      '张老师：今天讲土地流转\n\n学员：合同 A&B Good day\n\n学员：再见',
    )
  })
})

describe('chapters', () => {
  const list = [
    { at: 0, title: '开头' },
    { at: 60, title: '<正题> & 讨论' },
  ]

  it('of a list end where the next begins, and survive being written as WebVTT', () => {
    const chapters = chaptersFromList(list, 100)
    expect(chapters).toEqual([
      { start: 0, end: 60, title: '开头' },
      { start: 60, end: 100, title: '<正题> & 讨论' },
    ])
    const { captions } = vtt(writeWebVtt(captionsOfChapters(chapters)))
    expect(chaptersFromCaptions(captions, 100)).toEqual(chapters)
  })

  it.each([
    ['no title', [{ at: 0, title: ' ' }], ['untitled-chapter@1']],
    ['a beginning behind the end', [...list, { at: 100, title: '尾' }], ['after-the-end@3']],
    ['none', [], ['no-cues']],
    ['not a number', [{ at: NaN, title: '一' }], ['bad-time@1']],
  ])('with %s are refused', (_, chapters, codes) => {
    expect(codesOf(() => chaptersFromList(chapters, 100))).toEqual(codes)
  })

  it('in the wrong order or over each other are refused', () => {
    const wrong = [
      { at: 10, title: '一' },
      { at: 5, title: '二' },
    ]
    expect(codesOf(() => chaptersFromList(wrong, 100))).toEqual([
      'ends-before-start@1',
      'out-of-order@2',
    ])
    const { captions } = vtt(
      'WEBVTT\n\n00:00.000 --> 00:10.000\n一\n\n00:05.000 --> 00:20.000\n二\n',
    )
    expect(codesOf(() => chaptersFromCaptions(captions, 100))).toEqual(['overlapping-chapters@2'])
  })
})

describe('language tags', () => {
  it('take one spelling', () => {
    expect(captionLanguage('zh-hans-cn')).toBe('zh-Hans-CN')
    expect(captionLanguage('ug')).toBe('ug')
  })
  it.each(['zh_CN', '中文', '', 'x'])('refuse %j', (tag) => {
    expect(codesOf(() => captionLanguage(tag))).toEqual(['bad-language'])
  })
})
