/** Finds ffmpeg and runs it: niced, watched, stopped on a signal. */
import { execFile, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { readFile, readlink, realpath } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { VideoError } from '../errors'
import { LIMITS } from '../limits'
import type { Ffmpeg } from '../workshop/types'

const run = promisify(execFile)

/** `scdet` and negative composition offsets are of 4.4 and earlier. */
const LEAST_VERSION = [4, 4] as const
const PID_FILE = 'ffmpeg.pid'
const ENCODERS = ['libx264', 'aac', 'mjpeg'] as const

/**
 * Tries an ffmpeg: a path, or a name looked for on the PATH. Throws VideoError NO_FFMPEG, with the reason, where it is
 * not there, is older than 4.4, or lacks an encoder.
 */
export async function findFfmpeg(path = 'ffmpeg'): Promise<Ffmpeg> {
  const [about, encoders] = await Promise.all([
    ask(path, ['-hide_banner', '-version']),
    ask(path, ['-hide_banner', '-encoders']),
  ])
  const version = /^ffmpeg version (\S+)/.exec(about)?.[1]
  if (version === undefined) throw new VideoError('NO_FFMPEG', `${path} is something else`)
  if (isOlder(version)) throw new VideoError('NO_FFMPEG', `${version} is older than 4.4`)
  const missing = ENCODERS.filter((name) => !new RegExp(`^ \\S+ +${name} `, 'm').test(encoders))
  if (missing.length > 0) throw new VideoError('NO_FFMPEG', `it has no ${missing.join(', ')}`)
  return { path, version }
}

async function ask(path: string, args: readonly string[]): Promise<string> {
  try {
    return (await run(path, args, { timeout: 30_000, maxBuffer: 4 * 1024 * 1024 })).stdout
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'failed'
    throw new VideoError('NO_FFMPEG', `${path}: ${code}`, { cause })
  }
}

/** Builds from git have no such number and are taken for new. */
function isOlder(version: string): boolean {
  const parts = /^n?(\d+)\.(\d+)/.exec(version)
  if (!parts) return false
  const [major, minor] = [Number(parts[1]), Number(parts[2])]
  return major < LEAST_VERSION[0] || (major === LEAST_VERSION[0] && minor < LEAST_VERSION[1])
}

export interface Run {
  readonly ffmpeg: Ffmpeg
  readonly args: readonly string[]
  readonly signal: AbortSignal
  /** Told the seconds of the video that are done. */
  readonly onSeconds?: (seconds: number) => void
  /** Told each line ffmpeg logs. */
  readonly onLine?: (line: string) => void
  /** Where it runs, and where its number is noted, so that an orphan can be found. */
  readonly directory: string
}

/** Runs ffmpeg to its end. Throws the signal's reason, or VideoError FFMPEG_FAILED with its last words. */
export async function runFfmpeg(options: Run): Promise<void> {
  const { ffmpeg, args, signal, onSeconds, onLine, directory } = options
  signal.throwIfAborted()
  const child = spawn(ffmpeg.path, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: directory })
  const kill = (): void => void child.kill('SIGKILL')
  signal.addEventListener('abort', kill, { once: true })
  const words: string[] = []
  let length = 0
  eachLine(child.stdout, (line) => {
    const microseconds = /^out_time_us=(\d+)$/.exec(line)?.[1]
    if (microseconds !== undefined) onSeconds?.(Number(microseconds) / 1e6)
  })
  eachLine(child.stderr, (line) => {
    onLine?.(line)
    words.push(line)
    length += line.length + 1
    while (length > LIMITS.work.lastWords && words.length > 1) {
      length -= (words.shift()?.length ?? 0) + 1
    }
  })
  try {
    const code = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
      child.once('error', (cause) => {
        reject(new VideoError('NO_FFMPEG', cause.message, { cause }))
      })
      child.once('spawn', () => {
        if (child.pid === undefined) return
        makeNice(child.pid)
        writeFileSync(join(directory, PID_FILE), String(child.pid))
      })
      child.once('close', (status, by) => {
        resolve(by ?? status)
      })
    })
    signal.throwIfAborted()
    if (code === 0) return
    const last = words.join('\n').slice(-LIMITS.work.lastWords).trim()
    throw new VideoError('FFMPEG_FAILED', `${String(code)}: ${last}`)
  } finally {
    signal.removeEventListener('abort', kill)
  }
}

/**
 * Ends the ffmpeg a killed worker left running in `directory`. Only where /proc shows that the number noted there is
 * still a process of that folder; elsewhere the orphan runs to its end, in a folder nobody reads.
 */
export async function endOrphan(directory: string): Promise<void> {
  const [pid, cwd] = await orphanOf(directory)
  if (pid === undefined || cwd !== (await realpath(directory))) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    // It ended in between.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

async function orphanOf(directory: string): Promise<[pid?: number, cwd?: string]> {
  try {
    const pid = Number(await readFile(join(directory, PID_FILE), 'utf8'))
    return [pid, await readlink(`/proc/${String(pid)}/cwd`)]
  } catch {
    // No note, no such process, or no /proc: nothing that could be ended safely.
    return []
  }
}

/** A wish, not a condition: some systems don't let it be set, and a quick process may have ended. */
function makeNice(pid: number): void {
  try {
    setPriority(pid, LIMITS.work.niceness)
  } catch {
    return
  }
}

/** Lines as they come; the last one too, without its end. */
function eachLine(stream: NodeJS.ReadableStream, tell: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n|\r/)
    rest = (lines.pop() ?? '').slice(-10_000)
    lines.forEach(tell)
  })
  stream.on('end', () => {
    if (rest !== '') tell(rest)
  })
}
