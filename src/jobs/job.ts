/** A scheduled job: safe to run twice and to stop half-way; answers counts for one log line. */
export interface Job {
  readonly name: string
  readonly label: { readonly zh: string; readonly en: string }
  /** node-cron expression in the installation's time zone. */
  readonly schedule: string
  run(context: JobContext): Promise<Readonly<Record<string, unknown>>>
}

export interface JobContext {
  readonly now: () => Date
  /** What the last run that ended well answered; undefined before the first. */
  readonly previous: unknown
  /** Aborted when the worker stops. */
  readonly signal: AbortSignal
}
