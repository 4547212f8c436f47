import { describe, expect, it } from 'vitest'

import { rebuildOnThread } from '@/server/rebuild/threads'

const TASK = {
  row: { id: 'feeds', kind: 'feeds' },
  site: {
    title: '全媒',
    description: '',
    publisher: '',
    publicUrl: 'https://hub.example.org',
    language: 'zh-CN',
    tagAuthority: 'hub.example.org',
    tagYear: 2014,
    timeZone: 'Asia/Shanghai',
  },
  index: true,
}

const program = (text: string): URL => new URL(`data:text/javascript,${encodeURIComponent(text)}`)

const TELLING = `import { parentPort } from 'node:worker_threads'\n`

const run = (
  text: string,
  signal = new AbortController().signal,
  progress = (_: number): void => undefined,
) => rebuildOnThread(program(text), TASK, signal, progress)

describe('a rebuild on a thread', () => {
  it('tells its progress and answers the report', async () => {
    const report = { channel: 'feeds', documents: 2, artefacts: 7 }
    const steps: number[] = []
    const text = `${TELLING}parentPort.postMessage({ done: 1 })
      parentPort.postMessage({ report: ${JSON.stringify(report)} })`
    await expect(run(text, undefined, (done) => steps.push(done))).resolves.toEqual(report)
    expect(steps).toEqual([1])
  })

  it('ends with the thread’s own error, code and sentence', async () => {
    const error = { code: 'RENDERING_FAILED', message: 'articles/a can’t be shown' }
    await expect(
      run(`${TELLING}parentPort.postMessage({ error: ${JSON.stringify(error)} })`),
    ).rejects.toMatchObject(error)
  })

  it('ends where the lane is lost, with the reason', async () => {
    const lost = new AbortController()
    const reason = new Error('The lease was lost')
    const text = `${TELLING}parentPort.postMessage({ done: 1 })\nsetInterval(() => undefined, 1000)`
    await expect(
      run(text, lost.signal, () => {
        lost.abort(reason)
      }),
    ).rejects.toBe(reason)
    await expect(run(text, lost.signal)).rejects.toBe(reason)
  })

  it('fails when the thread throws, or ends without a word', async () => {
    await expect(run(`throw new TypeError('no such thing')`)).rejects.toThrow('no such thing')
    await expect(run(`process.exit(3)`)).rejects.toMatchObject({ code: 'WORKER_LOST' })
  })
})
