import { describe, expect, it } from 'vitest'

import { CHECKS, ingestReport, type IngestFacts, type Probe, type Verdict } from '@/video'

import { PROBE } from './media'

/** Nothing to complain about. */
const FACTS: IngestFacts = {
  title: '乡村夜校第一课',
  statedDurationSeconds: 600.4,
  statedDigest: PROBE.digest.toUpperCase(),
  captionLanguages: ['zh-CN'],
  poster: { width: 1280, height: 720 },
  rights: { from: '2014-01-01T00:00:00+08:00', until: '2016-01-01T00:00:00+08:00' },
  productionNumber: 'A-1',
  approvalNumber: 'B-2',
  startTimecode: '10:00:00:00',
  analysis: {
    loudness: { integrated: -24, truePeak: -2, range: 6 },
    ...{ black: [], frozen: [], silent: [], scenes: [], interlaced: 0 },
  },
  now: new Date('2014-07-01T00:00:00Z'),
}
const AUDIO = { codec: 'aac', channels: 2, sampleRate: 48_000 }

const verdictOf = (id: string, facts: Partial<IngestFacts>, probe: Partial<Probe>): Verdict => {
  const report = ingestReport({ ...PROBE, ...probe }, { ...FACTS, ...facts })
  return report.checks.find((check) => check.id === id)?.verdict ?? 'unknown'
}
const analysis = (change: Partial<NonNullable<IngestFacts['analysis']>>): Partial<IngestFacts> => {
  if (!FACTS.analysis) throw new Error('no analysis')
  return { analysis: { ...FACTS.analysis, ...change } }
}
const video = (change: Partial<Probe['video']>): Partial<Probe> => ({
  video: { ...PROBE.video, ...change },
})

describe('the ingest report', () => {
  it('finds nothing wrong with what is asked for', () => {
    const report = ingestReport(PROBE, FACTS)
    expect(report.checks.filter(({ verdict }) => verdict !== 'ok')).toEqual([])
    expect(report.verdict).toBe('ok')
    expect(report.checks.map(({ id }) => id)).toEqual([...CHECKS])
  })

  it('states rule and source of every check in both languages, with its limits', () => {
    for (const { label, rule, source } of ingestReport(PROBE, FACTS).checks) {
      for (const words of [label.zh, label.en, rule.zh, rule.en, source]) {
        expect(words).not.toBe('')
        expect(words).not.toContain('{')
      }
      expect(label.zh).not.toBe(label.en)
    }
    const { checks } = ingestReport(PROBE, FACTS)
    expect(checks.find(({ id }) => id === 'loudness')?.rule).toEqual({
      zh: '-24 ±2 LKFS',
      en: '-24 ±2 LKFS',
    })
  })

  it.each<[string, Verdict, Partial<IngestFacts>, Partial<Probe>]>([
    ['checksum', 'block', { statedDigest: 'cd'.repeat(32) }, {}],
    ['size', 'ok', {}, { bytes: 50 * 1024 ** 3 }],
    ['size', 'warn', {}, { bytes: 50 * 1024 ** 3 + 1 }],
    ['container', 'warn', {}, { container: 'mkv' }],
    ['videoCodec', 'warn', {}, video({ codec: 'vp9', codecs: 'vp09.00.10.08' })],
    ['resolution', 'warn', {}, video({ width: 1280, height: 720 })],
    ['resolution', 'ok', {}, video({ width: 1080, height: 1920 })],
    ['frameRate', 'ok', {}, video({ frameRate: { constant: true, perSecond: 50 } })],
    ['frameRate', 'warn', {}, video({ frameRate: { constant: true, perSecond: 29.97 } })],
    ['frameRate', 'warn', {}, video({ frameRate: { constant: false, perSecond: 25 } })],
    ['scan', 'ok', analysis({ interlaced: 1 }), {}],
    ['scan', 'warn', analysis({ interlaced: 1 }), video({ width: 1280, height: 720 })],
    ['audioLayout', 'warn', {}, { audio: { ...AUDIO, channels: 1 } }],
    ['audioLayout', 'warn', {}, { audio: { ...AUDIO, sampleRate: 44_100 } }],
    ['audioCodec', 'warn', {}, { audio: { ...AUDIO, codec: 'opus' } }],
    ['loudness', 'ok', analysis({ loudness: { integrated: -26, truePeak: -3, range: 1 } }), {}],
    ['loudness', 'warn', analysis({ loudness: { integrated: -26.1, truePeak: -3, range: 1 } }), {}],
    ['truePeak', 'warn', analysis({ loudness: { integrated: -24, truePeak: -1.9, range: 1 } }), {}],
    ['black', 'warn', analysis({ black: [{ start: 0, end: 4 }] }), {}],
    ['frozen', 'warn', analysis({ frozen: [{ start: 0, end: 20 }] }), {}],
    ['silent', 'warn', analysis({ silent: [{ start: 0, end: 6 }] }), {}],
    ['duration', 'ok', { statedDurationSeconds: 601 }, {}],
    ['duration', 'block', { statedDurationSeconds: 601.1 }, {}],
    ['startTimecode', 'warn', { startTimecode: '25:00:00:00' }, {}],
    ['poster', 'warn', { poster: { width: 1279, height: 720 } }, {}],
    ['title', 'block', { title: '  ' }, {}],
    ['title', 'ok', { title: '课'.repeat(40) }, {}],
    ['title', 'warn', { title: '课'.repeat(41) }, {}],
    ['captions', 'warn', { captionLanguages: [] }, {}],
    ['rights', 'block', { rights: { until: '2014-07-01T00:00:00Z' } }, {}],
    ['rights', 'warn', { rights: { until: '2014-07-07T23:00:00Z' } }, {}],
    ['rights', 'warn', { rights: { from: '2014-07-02T00:00:00Z' } }, {}],
    ['rights', 'unknown', { rights: {} }, {}],
    ['productionNumber', 'warn', { productionNumber: ' ' }, {}],
    ['approvalNumber', 'warn', { approvalNumber: '' }, {}],
  ])('says of %s: %s', (id, verdict, facts, probe) => {
    expect(verdictOf(id, facts, probe)).toBe(verdict)
  })

  it('does not know what only ffmpeg measures, and says so', () => {
    const { analysis: _, ...facts } = FACTS
    const report = ingestReport(PROBE, facts)
    const unknown = report.checks.filter(({ verdict }) => verdict === 'unknown').map(({ id }) => id)
    expect(unknown).toEqual(['scan', 'loudness', 'truePeak', 'black', 'frozen', 'silent'])
    expect(report.verdict).toBe('unknown')
  })

  it('points out a video without sound', () => {
    const { audio: _, ...silent } = PROBE
    const report = ingestReport(silent, FACTS)
    const warned = report.checks.filter(({ verdict }) => verdict === 'warn').map(({ id }) => id)
    expect(warned).toEqual(['audioCodec', 'audioLayout'])
  })

  it('is as bad as its worst check', () => {
    expect(ingestReport(PROBE, { ...FACTS, captionLanguages: [], title: '' }).verdict).toBe('block')
    expect(ingestReport(PROBE, { ...FACTS, captionLanguages: [] }).verdict).toBe('warn')
  })
})
