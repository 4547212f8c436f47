/** What is made of a video: the pure parts, line by line. */
import { describe, expect, it } from 'vitest'

import { AnalysisReader, gainFor } from '@/video/renditions/analysis'
import { ladderArguments, posterSize } from '@/video/renditions/commands'
import { keyFrameInterval, mezzaninesOf, rateOf, rungsOf } from '@/video/renditions/ladder'
import { allWants, planOf } from '@/video/renditions/plan'
import {
  bandwidthOf,
  masterPlaylist,
  mediaPlaylist,
  subtitlePlaylist,
} from '@/video/renditions/playlists'
import { posterTimes } from '@/video/renditions/poster-times'
import type { Analysis } from '@/video'

import { PROBE } from './media'

const sized = (width: number, height: number) => ({ ...PROBE.video, width, height })
const rungs = (width: number, height: number): string[] =>
  rungsOf(sized(width, height)).map(
    (rung) => `${rung.name} ${String(rung.width)}x${String(rung.height)}`,
  )

describe('the ladder', () => {
  it.each([
    [1920, 1080, ['1080p 1920x1080', '720p 1280x720', '480p 854x480', '360p 640x360']],
    [3840, 2160, ['1080p 1920x1080', '720p 1280x720', '480p 854x480', '360p 640x360']],
    [1280, 720, ['720p 1280x720', '480p 854x480', '360p 640x360']],
    [720, 1280, ['720p 720x1280', '480p 480x854', '360p 360x640']],
    [853, 481, ['480p 852x480', '360p 638x360']],
    [321, 181, ['181p 322x182']],
    [2, 2, ['2p 2x2']],
  ])('of %i×%i never enlarges and has even sizes', (width, height, expected) => {
    expect(rungs(width, height)).toEqual(expected)
  })

  it.each([
    [true, 25, '25'],
    [true, 50, '25'],
    [true, 60, '30'],
    [true, 29.97, '30000/1001'],
    [true, 59.94, '30000/1001'],
    [true, 23.976, '24000/1001'],
    [true, 15, '15'],
    [false, 13.4, '25'],
  ])('at a frame rate constant=%s of %f runs at %s', (constant, perSecond, text) => {
    expect(rateOf({ constant, perSecond }).text).toBe(text)
  })

  it('has a key frame every two seconds, in whole frames', () => {
    expect(keyFrameInterval(rateOf({ constant: true, perSecond: 29.97 }))).toBe(60)
    expect(keyFrameInterval(rateOf({ constant: true, perSecond: 0.1 }))).toBe(1)
  })

  it('makes a 1080 mezzanine of 1080 lines only', () => {
    expect(mezzaninesOf(sized(1920, 1080)).map(({ name }) => name)).toEqual(['1080p25', '720p25'])
    expect(mezzaninesOf(sized(640, 360)).map(({ name }) => name)).toEqual(['720p25'])
  })
})

describe('the plan', () => {
  const kinds = (durationSeconds: number, wants = {}): string[] =>
    planOf({ ...PROBE, durationSeconds }, allWants(wants)).map((step) =>
      step.kind === 'rungs' ? step.rungs.map(({ name }) => name).join('+') : step.kind,
    )

  it('encodes short videos at one go and long ones rung by rung', () => {
    const rest = ['mezzanine', 'mezzanine', 'posters']
    expect(kinds(600)).toEqual(['analysis', 'audio', '1080p+720p+480p+360p', ...rest])
    expect(kinds(601)).toEqual(['analysis', 'audio', '1080p', '720p', '480p', '360p', ...rest])
  })

  it('leaves out what is not wanted, and sound where there is none', () => {
    const none = { hls: false, mezzanine: false, audio: false, posters: false }
    expect(kinds(60, none)).toEqual(['analysis'])
    const { audio: _, ...silent } = PROBE
    const steps = planOf(silent, allWants({ mezzanine: false })).map(({ kind }) => kind)
    expect(steps).toEqual(['analysis', 'rungs', 'posters'])
  })

  it('copies no tags of the original and names the reader of the file', () => {
    const source = { file: '/v/-x.mp4', probe: PROBE, threads: 2 }
    const args = ladderArguments(
      source,
      [{ rung: rungsOf(PROBE.video)[0]!, to: '/w/a.mp4' }],
      undefined,
    )
    const text = args.join(' ')
    expect(text).toContain('-f mov -i file:/v/-x.mp4')
    expect(text).toContain('-protocol_whitelist file,pipe')
    expect(text).toContain('-map_metadata -1')
  })
})

describe('the analysis', () => {
  const read = (...lines: string[]): Analysis => {
    const reader = new AnalysisReader()
    lines.forEach((line) => {
      reader.read(line)
    })
    return reader.result(100)
  }

  it('is read from ffmpeg’s log', () => {
    expect(
      read(
        '[Parsed_blackdetect_3 @ 0x1] black_start:0 black_end:3.2 black_duration:3.2',
        '[scdet @ 0x2] lavfi.scd.score: 31.250, lavfi.scd.time: 12.48',
        '[freezedetect @ 0x3] lavfi.freezedetect.freeze_start: 20.04',
        '[freezedetect @ 0x3] lavfi.freezedetect.freeze_duration: 11',
        '[freezedetect @ 0x3] lavfi.freezedetect.freeze_end: 31.04',
        '[silencedetect @ 0x4] silence_start: -0.02',
        '[silencedetect @ 0x4] silence_end: 6.5 | silence_duration: 6.5',
        '[silencedetect @ 0x4] silence_start: 93.5',
        '[Parsed_idet_0 @ 0x5] Multi frame detection: TFF:    60 BFF:     0 Progressive:    40 Undetermined:     3',
        '    I:         -21.8 LUFS',
        '    LRA:         3.0 LU',
        '    Peak:      -17.7 dBFS',
      ),
    ).toEqual({
      black: [{ start: 0, end: 3.2 }],
      scenes: [{ at: 12.48, score: 31.25 }],
      frozen: [{ start: 20.04, end: 31.04 }],
      silent: [
        { start: 0, end: 6.5 },
        { start: 93.5, end: 100 },
      ],
      interlaced: 0.6,
      loudness: { integrated: -21.8, range: 3, truePeak: -17.7 },
    })
  })

  it('has no loudness of silence', () => {
    const quiet = [
      '    I:         -70.0 LUFS',
      '    LRA:         0.0 LU',
      '    Peak:       -inf dBFS',
    ]
    expect(read(...quiet).loudness).toBeUndefined()
  })

  it.each([
    [-30, -20, 6],
    [-20, -6, -4],
    // As far as the peak allows.
    [-30, -4, 2],
  ])('raises %f LKFS with a peak of %f dBTP by %f dB', (integrated, truePeak, gain) => {
    expect(gainFor({ integrated, truePeak, range: 5 })).toBe(gain)
  })
})

describe('posters', () => {
  const analysis = { black: [], frozen: [], silent: [], scenes: [] }

  it('are spread over the video, after the sharpest cut of each part', () => {
    expect(posterTimes(100, analysis)).toEqual([14, 32, 50, 68, 86])
    const scenes = [
      { at: 6, score: 10 },
      { at: 9, score: 40 },
      { at: 98, score: 90 },
    ]
    expect(posterTimes(100, { ...analysis, scenes })).toEqual([9.5, 32, 50, 68, 86])
  })

  it('are not black, unless all is', () => {
    expect(posterTimes(100, { ...analysis, black: [{ start: 0, end: 40 }] })).toEqual([50, 68, 86])
    expect(posterTimes(100, { ...analysis, black: [{ start: 0, end: 100 }] })).toHaveLength(5)
  })

  it('are at most 1080 lines high', () => {
    expect(posterSize(sized(3840, 2160))).toEqual({ width: 1920, height: 1080 })
    expect(posterSize(sized(853, 481))).toEqual({ width: 853, height: 481 })
  })
})

describe('playlists', () => {
  const fragment = (offset: number, bytes: number, seconds: number) => ({ offset, bytes, seconds })
  const index = {
    header: 900,
    fragments: [
      ...[fragment(1000, 100, 2), fragment(1100, 200, 2), fragment(1300, 300, 2)],
      fragment(1600, 50, 0.52),
    ],
  }

  it('of a rung name byte ranges of six seconds', () => {
    expect(mediaPlaylist('a-720p.mp4', index)).toBe(
      [
        '#EXTM3U',
        '#EXT-X-VERSION:7',
        '#EXT-X-TARGETDURATION:6',
        '#EXT-X-MEDIA-SEQUENCE:0',
        '#EXT-X-PLAYLIST-TYPE:VOD',
        '#EXT-X-INDEPENDENT-SEGMENTS',
        '#EXT-X-MAP:URI="a-720p.mp4",BYTERANGE="900@0"',
        '#EXTINF:6.000000,',
        '#EXT-X-BYTERANGE:600@1000',
        'a-720p.mp4',
        '#EXTINF:0.520000,',
        '#EXT-X-BYTERANGE:50@1600',
        'a-720p.mp4',
        '#EXT-X-ENDLIST',
        '',
      ].join('\n'),
    )
    expect(bandwidthOf(index)).toEqual({ peak: 800, average: 798 })
  })

  it('of all rungs name their rates, codecs and captions', () => {
    const variant = { uri: 'a.m3u8', peak: 800, average: 700, width: 640, height: 360 }
    const variants = [{ ...variant, codecs: 'avc1.64001e,mp4a.40.2', frameRate: 25 }]
    const subtitles = [{ uri: 'zh.m3u8', language: 'zh-CN', name: '中文"字幕"', isDefault: true }]
    expect(masterPlaylist(variants, subtitles).split('\n')).toEqual([
      '#EXTM3U',
      '#EXT-X-VERSION:7',
      '#EXT-X-INDEPENDENT-SEGMENTS',
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="中文 字幕 ",LANGUAGE="zh-CN",DEFAULT=YES,AUTOSELECT=YES,FORCED=NO,URI="zh.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=800,AVERAGE-BANDWIDTH=700,CODECS="avc1.64001e,mp4a.40.2",RESOLUTION=640x360,FRAME-RATE=25.000,SUBTITLES="subtitles"',
      'a.m3u8',
      '',
    ])
    expect(masterPlaylist(variants)).not.toContain('SUBTITLES')
  })

  it('of captions are one segment as long as the video', () => {
    expect(subtitlePlaylist('zh.vtt', 61.2)).toContain('#EXT-X-TARGETDURATION:62\n')
    expect(subtitlePlaylist('zh.vtt', 61.2)).toContain('#EXTINF:61.200,\nzh.vtt\n')
  })
})
