/** One line of the benchmark table: ours against a baseline measured in the same run. */
export interface BenchRow {
  readonly name: string
  readonly ours: number
  readonly baseline: number
  readonly ratio: number
  /** Of `ours` and `baseline`. */
  readonly unit: string
  /** What is asked for, in words; empty where nothing is asked for. */
  readonly target: string
  /** Whether the target is met; absent where there is none. */
  readonly ok?: boolean
}
