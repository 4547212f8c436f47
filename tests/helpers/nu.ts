/** The Nu HTML checker (W3C), which the package `vnu-jar` holds as a Java program. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const JAR = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar')

/** Why pages can't be checked; undefined where they can. */
export const whyNoNu: string | undefined =
  spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0
    ? undefined
    : 'java is missing (Debian: default-jre-headless)'

interface NuMessage {
  readonly type: 'error' | 'info' | 'non-document-error'
  readonly subType?: string
  readonly url?: string
  readonly lastLine?: number
  readonly message: string
  readonly extract?: string
}

/** What the checker finds in HTML pages, by name: `NAME: error: what is wrong, near: …`. Throws when it can't run. */
export async function checkHtml(pages: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'quanmei-nu-'))
  try {
    const names = [...pages.keys()]
    const files = names.map((_, index) => join(directory, `${String(index)}.html`))
    await Promise.all(
      files.map((file, index) => writeFile(file, pages.get(names[index] ?? '') ?? '')),
    )
    const messages = await run(files)
    return messages.map(({ type, subType, url = '', message, extract = '' }) => {
      const name = names[Number(/(\d+)\.html$/.exec(url)?.[1])] ?? url
      return `${name}: ${subType ?? type}: ${message} near: ${extract.replace(/\s+/g, ' ')}`
    })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function run(files: readonly string[]): Promise<readonly NuMessage[]> {
  const child = spawn(
    'java',
    ['-jar', JAR, '--format', 'json', '--stdout', '--exit-zero-always', ...files],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const [output, complaints, [code]] = await Promise.all([
    child.stdout.setEncoding('utf8').toArray(),
    child.stderr.setEncoding('utf8').toArray(),
    once(child, 'close') as Promise<[number | null]>,
  ])
  if (code !== 0)
    throw new Error(`The Nu checker ended with ${String(code)}: ${complaints.join('')}`)
  return (JSON.parse(output.join('')) as { messages: NuMessage[] }).messages
}
