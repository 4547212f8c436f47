/** The real demo and the real delivery-only server, each in processes of their own, over a throw-away directory. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A first start builds the admin. */
export const START_TIMEOUT_MS = 300_000

export interface HubProcess {
  /** `http://localhost:PORT`; the demo's is the PUBLIC_URL of all. */
  readonly origin: string
  /** What it wrote to standard output and standard error. */
  output(): string
  /** SIGTERM; answers its exit code. A second call answers the same. */
  stop(): Promise<number | null>
}

export interface Demo extends HubProcess, AsyncDisposable {
  /** The account of the printed table. */
  readonly account: { readonly email: string; readonly password: string }
  /** A process that only delivers, from the demo's directories, on a port of its own. */
  startDelivery(): Promise<HubProcess>
}

export async function startDemo(): Promise<Demo> {
  const directory = await mkdtemp(join(tmpdir(), 'quanmei-demo-'))
  const port = await freePort()
  const env = {
    DATA_DIR: join(directory, 'data'),
    MEDIA_DIR: join(directory, 'media'),
    LOG_LEVEL: 'info',
    PUBLIC_URL: `http://localhost:${String(port)}`,
  }
  const started: Started[] = []
  const start = async (
    command: readonly string[],
    hasStarted: (output: string) => boolean,
    more: Environment,
  ): Promise<Started> => {
    const process = launch(command, { ...env, ...more })
    started.push(process)
    await process.until(hasStarted)
    return process
  }
  const clear = async (): Promise<void> => {
    await Promise.all(started.map((process) => process.stop()))
    await rm(directory, { recursive: true, force: true })
  }
  try {
    const demo = await start(
      ['scripts/run.mjs', 'cli', 'demo'],
      (output) => output.includes('Ctrl-C ends it'),
      { PORT: String(port) },
    )
    const [, email, password] = /admin: (\S+) \/ (\S+)/.exec(demo.output()) ?? []
    if (!email || !password) throw new Error(`The demo printed no account:\n${demo.output()}`)
    return {
      ...demo,
      account: { email, password },
      startDelivery: async () =>
        start(['-C', 'production', 'dist/server.mjs'], (output) => output.includes('"listening"'), {
          PORT: String(await freePort()),
          HUB_ROLES: 'delivery',
        }),
      [Symbol.asyncDispose]: clear,
    }
  } catch (error) {
    await clear()
    throw error
  }
}

interface Environment {
  readonly [name: string]: string
  readonly PORT: string
}

interface Started extends HubProcess {
  /** Rejects when it ends, or START_TIMEOUT_MS pass, before its output is as wished. */
  until(hasStarted: (output: string) => boolean): Promise<void>
}

function launch(command: readonly string[], env: { readonly PORT: string }): Started {
  const child: ChildProcess = spawn(process.execPath, [...command], {
    // What vitest sets for itself must not reach a production process.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const gone = once(child, 'exit') as Promise<[number | null]>
  const read = (chunk: Buffer): void => {
    output += chunk.toString()
  }
  child.stdout?.on('data', read)
  child.stderr?.on('data', read)
  return {
    origin: `http://localhost:${env.PORT}`,
    output: () => output,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      const [code] = await gone
      return code
    },
    until: async (hasStarted) => {
      await new Promise<void>((resolve, reject) => {
        const fail = (what: string): void => {
          reject(new Error(`${command.join(' ')} ${what}:\n${output}`))
        }
        const timer = setTimeout(() => {
          fail('took too long to start')
        }, START_TIMEOUT_MS)
        const look = (): void => {
          if (!hasStarted(output)) return
          clearTimeout(timer)
          resolve()
        }
        child.stdout?.on('data', look)
        child.stderr?.on('data', look)
        void gone.then(() => {
          clearTimeout(timer)
          fail('ended before it had started')
        })
      })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
