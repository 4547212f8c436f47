/** A real worker: the built server with the worker's role, in a process of its own that can be killed. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

export interface WorkerProcess {
  /** Resolves when the worker says that it listens, and so works. */
  readonly ready: Promise<void>
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>
  /** Asks it to end; answers its exit code. */
  stop(): Promise<number | null>
  /** What it wrote, for the message of a failing test. */
  output(): string
}

export function startWorker(env: NodeJS.ProcessEnv): WorkerProcess {
  const child: ChildProcess = spawn(process.execPath, ['-C', 'production', 'dist/server.mjs'], {
    env: {
      ...env,
      NODE_OPTIONS: '',
      NODE_ENV: 'production',
      HUB_ROLES: 'worker',
      PORT: '0',
      LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const gone = once(child, 'exit')
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      if (output.includes('"listening"')) resolve()
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', () => {
      reject(new Error(`The worker ended before it listened:\n${output}`))
    })
  })
  // Killed before it was ready: whoever waits for it is told, nobody else needs to be.
  ready.catch(() => undefined)
  return {
    ready,
    output: () => output,
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
    async stop() {
      child.kill('SIGTERM')
      const [code] = (await gone) as [number | null]
      return code
    },
  }
}
