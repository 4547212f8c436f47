/** Findings and fixes as sentences. */
import { clockOf, dayOf } from './local-day'
import { en } from './texts.en'
import { zh, type BroadcastTexts } from './texts.zh'
import type { Finding, FindingKind } from './week'

export const textsFor = (language: string): BroadcastTexts => (language.startsWith('en') ? en : zh)

export const filled = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)

const SENTENCES: Readonly<Record<FindingKind, keyof BroadcastTexts>> = {
  gap: 'gap',
  overlap: 'overlap',
  repeat: 'repeatUnmarked',
  rights: 'rights',
  runtime: 'runtime',
  length: 'length',
  unpublished: 'unpublished',
  blocked: 'blocked',
}

/** `2026-11-23 19:30` in the zone. */
export const momentText = (iso: string, timeZone: string): string =>
  `${dayOf(iso, timeZone)} ${clockOf(iso, timeZone)}`

const MOMENTS = new Set(['first', 'from', 'until'])

export function findingText(
  { kind, values }: Finding,
  t: BroadcastTexts,
  timeZone: string,
): string {
  const shown = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      MOMENTS.has(name) ? (value === '' ? t.open : momentText(value, timeZone)) : value,
    ]),
  )
  return filled(t[SENTENCES[kind]], shown)
}

/** What the button of a fix says; `undefined` where there is no fix. */
export function fixText(finding: Finding, t: BroadcastTexts, timeZone: string): string | undefined {
  const { fix, fixTitle = '' } = finding
  switch (fix?.action) {
    case undefined:
      return undefined
    case 'assign':
      return filled(t.fixAssign, { title: fixTitle })
    case 'move':
      return filled(t.fixMove, { to: clockOf(fix.to, timeZone) })
    case 'mark-repeat':
      return t.fixMark
    case 'replace':
      return filled(t.fixReplace, { title: fixTitle })
  }
}
