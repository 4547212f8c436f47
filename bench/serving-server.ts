/**
 * One of the two servers compared by serving.ts, in a process of its own: `ours DIRECTORY` is the delivery plane,
 * `bare` sends fixed answers, headers and all, straight from `node:http`. Prints its port.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { openArtefactStore } from '@/artefacts'
import { createDeliveryServer } from '@/delivery'

export interface FixedAnswer {
  readonly path: string
  readonly status: number
  readonly headers: readonly string[]
  /** Base64. */
  readonly body: string
}

async function ours(directory: string): Promise<Server> {
  const store = await openArtefactStore({ directory, uploads: directory, now: () => new Date() })
  return createDeliveryServer({
    store,
    site: { title: 'Benchmark', publicUrl: 'http://localhost', language: 'zh-CN' },
  })
}

/** Answers whatever it was last told to; the measured requests all get the same. */
function bare(): Server {
  let status = 200
  let headers: string[] = []
  let body = Buffer.alloc(0)
  process.on('message', (answer: FixedAnswer) => {
    status = answer.status
    headers = [...answer.headers]
    body = Buffer.from(answer.body, 'base64')
    process.send?.('ready')
  })
  return createServer((_request, response) => {
    response.writeHead(status, headers)
    if (body.length === 0) response.end()
    else response.end(body)
  })
}

const [which, directory = ''] = process.argv.slice(2)
const server = which === 'ours' ? await ours(directory) : bare()
server.listen(0, '127.0.0.1', () => {
  process.send?.((server.address() as AddressInfo).port)
})
process.on('disconnect', () => {
  process.exit()
})
