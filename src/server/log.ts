/** Structured logs: one JSON line per event on standard output; levels as in LOG_LEVEL. Never content, never secrets. */
import { pino, type Logger } from 'pino'

export type { Logger }

export const createLog = (level: string, destination?: NodeJS.WritableStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: ['*.password', '*.secret', '*.token', '*.authorization', '*.apiKey'],
    },
    destination ?? process.stdout,
  )
