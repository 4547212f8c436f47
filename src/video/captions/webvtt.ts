/** WebVTT (W3C, 4 Apr 2019): read strictly where players differ, written in one form. */
import type { Captions, Cue } from './cues'
import { Problems } from './problems'
import { timeOf, timingOf } from './timing'

const HEADER = /^WEBVTT(?:[ \t].*)?$/
/** Section 4.4 of the standard, with the values players take. */
const SETTINGS: Readonly<Record<string, RegExp>> = {
  vertical: /^(?:rl|lr)$/,
  line: /^(?:-?\d+|\d+(?:\.\d+)?%)(?:,(?:start|center|end))?$/,
  position: /^\d+(?:\.\d+)?%(?:,(?:line-left|center|line-right))?$/,
  size: /^\d+(?:\.\d+)?%$/,
  align: /^(?:start|center|end|left|right)$/,
  region: /^\S+$/,
}

export interface ReadCaptions {
  readonly captions: Captions
  readonly problems: Problems
}

/** Reads decoded WebVTT. Throws CaptionError for what players would drop or show at the wrong time. */
export function parseWebVtt(text: string): ReadCaptions {
  const problems = new Problems()
  const all = text.split('\n')
  if (!HEADER.test(all[0] ?? '')) problems.add('no-header', 1)
  const cues: { cue: Cue; line: number }[] = []
  const blocks: string[] = []
  for (const { first, lines } of blocksOf(all)) {
    const [head = '', next = ''] = lines
    if (/^NOTE(?:\s|$)/.test(head)) continue
    if (/^(?:STYLE|REGION)\s*$/.test(head)) {
      blocks.push(lines.join('\n'))
      continue
    }
    const hasId = !head.includes('-->') && next.includes('-->')
    const at = first + (hasId ? 1 : 0)
    const cue = cueOf(lines.slice(hasId ? 1 : 0), at, problems)
    if (cue) cues.push({ cue: hasId ? { ...cue, id: head } : cue, line: at })
  }
  return { captions: { cues: problems.settle(cues), blocks }, problems }
}

/** Runs of lines that are not empty, after the header's; numbered from 1. */
function blocksOf(all: readonly string[]): { first: number; lines: string[] }[] {
  const blocks: { first: number; lines: string[] }[] = []
  let lines: string[] = []
  // The header may have further lines, up to the first empty one.
  let index = all.findIndex((line) => line === '')
  if (index < 0) return []
  for (; index <= all.length; index += 1) {
    const line = all[index] ?? ''
    if (line !== '') {
      lines.push(line)
    } else if (lines.length > 0) {
      blocks.push({ first: index - lines.length + 1, lines })
      lines = []
    }
  }
  return blocks
}

function cueOf(lines: readonly string[], at: number, problems: Problems): Cue | undefined {
  const timing = timingOf(lines[0] ?? '')
  if (timing?.start === undefined || timing.end === undefined) {
    problems.add('bad-time', at, lines[0])
    return undefined
  }
  const { start, end } = timing
  if (end <= start) {
    problems.add('ends-before-start', at, lines[0])
    return undefined
  }
  const text = lines.slice(1).join('\n')
  if (text.trim() === '') {
    problems.warn('empty-cue', at)
    return undefined
  }
  const settings = goodSettings(timing.settings, at, problems)
  return { start, end, text, ...(settings === '' ? {} : { settings }) }
}

/** Leaves out settings no player understands. */
function goodSettings(text: string, at: number, problems: Problems): string {
  return text
    .split(/[ \t]+/)
    .filter((setting) => {
      const colon = setting.indexOf(':')
      const isGood = SETTINGS[setting.slice(0, colon)]?.test(setting.slice(colon + 1)) ?? false
      if (!isGood && setting !== '') problems.warn('bad-setting', at, setting)
      return isGood
    })
    .join(' ')
}

/** The same captions give the same text. */
export function writeWebVtt({ cues, blocks }: Captions): string {
  const parts = cues.map(({ id, start, end, settings, text }) => {
    const timing = [timeOf(start), '-->', timeOf(end), ...(settings ? [settings] : [])].join(' ')
    return [...(id === undefined ? [] : [id]), timing, text].join('\n')
  })
  return `${['WEBVTT', ...blocks, ...parts].join('\n\n')}\n`
}
