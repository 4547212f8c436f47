/** What an import did, counted by file, and everything worth telling about. */
import { problemOf, type Finding, type ImportProblem } from './errors'

export interface ImportReport {
  /** Files looked at, media that documents refer to included. */
  readonly files: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly skipped: number
  readonly refused: number
  readonly problems: readonly ImportProblem[]
}

export type Outcome = 'created' | 'updated' | 'unchanged' | 'skipped' | 'refused'

export class ReportBook {
  private readonly counts: Record<Outcome, number> = {
    created: 0,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    refused: 0,
  }
  private readonly problems: ImportProblem[] = []

  count(outcome: Outcome): void {
    this.counts[outcome] += 1
  }

  note(file: string, ...findings: readonly Finding[]): void {
    this.problems.push(...findings.map((finding) => problemOf(file, finding)))
  }

  /** The finished report; problems in the order of the files. */
  close(files: number): ImportReport {
    const problems = [...this.problems].sort((a, b) =>
      a.file < b.file ? -1 : a.file > b.file ? 1 : 0,
    )
    return { files, ...this.counts, problems }
  }
}
