/** What can be wrong with a file. The code is stable, for programs; the sentences are in texts/. */
import { english } from './texts/en'
import { chinese } from './texts/zh'

/** Errors refuse the file; warnings say what was skipped or lost. */
export const IMPORT_ERRORS = {
  'front-matter-unparsable': 'error',
  'missing-metadata': 'error',
  'missing-field': 'error',
  'invalid-value': 'error',
  'invalid-date': 'error',
  'invalid-slug': 'error',
  'duplicate-slug': 'error',
  'unknown-type': 'error',
  'unknown-theme': 'error',
  'unknown-column': 'error',
  'unknown-audience': 'error',
  'unknown-channel': 'error',
  'unknown-lesson': 'error',
  'missing-file': 'error',
  'outside-import-folder': 'error',
  'unsupported-file': 'error',
  'content-does-not-match-extension': 'error',
  'not-utf8': 'error',
  'file-too-large': 'error',
  'expands-too-large': 'error',
  'not-a-valid-docx': 'error',
  'nested-too-deep': 'error',
  'active-content': 'error',
  'missing-alt': 'error',
  'not-stored': 'error',
  'not-content': 'warning',
  'picture-without-alt': 'warning',
  'unknown-field': 'warning',
  'field-not-kept': 'warning',
  'related-not-found': 'warning',
  'alt-from-caption': 'warning',
  'alt-from-title': 'warning',
  'remote-picture-left-out': 'warning',
  'lost-text-box': 'warning',
  'lost-tracked-changes': 'warning',
  'lost-comments': 'warning',
  'lost-vector-picture': 'warning',
  'lost-header-footer': 'warning',
  'lost-style': 'warning',
  'lost-word-markup': 'warning',
} as const satisfies Record<string, Severity>

export type Severity = 'error' | 'warning'
export type ImportCode = keyof typeof IMPORT_ERRORS

/** One finding about the file being read. */
export interface Finding {
  readonly code: ImportCode
  /** Where it is, when not in the file being read itself: its sidecar. */
  readonly file?: string
  readonly line?: number
  readonly field?: string
  readonly value?: string
  /** More for the sentence: limits, names. */
  readonly detail?: string
}

export interface ImportProblem extends Omit<Finding, 'detail' | 'file'> {
  /** Relative to the import folder. */
  readonly file: string
  readonly message: string
  readonly severity: Severity
}

/** Stops reading a file: one or more findings, at least one of them an error. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly findings: readonly Finding[]
  constructor(findings: Finding | readonly Finding[], options?: ErrorOptions) {
    const list = Array.isArray(findings) ? (findings as readonly Finding[]) : [findings as Finding]
    super(list.map(({ code, field }) => (field ? `${code} (${field})` : code)).join(', '), options)
    this.findings = list
  }
}

/** The longest value repeated in a message. */
const SHOWN = 120

/** A finding as it stands in the report, in Chinese and English. */
export function problemOf(
  read: string,
  { detail, file = read, ...finding }: Finding,
): ImportProblem {
  const value = finding.value === undefined ? undefined : shorten(finding.value)
  const values = { file, field: finding.field ?? '', value: value ?? '', detail: detail ?? '' }
  return {
    file,
    ...finding,
    ...(value === undefined ? {} : { value }),
    message: `${fill(chinese[finding.code], values)} / ${fill(english[finding.code], values)}`,
    severity: IMPORT_ERRORS[finding.code],
  }
}

const shorten = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text)

const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
