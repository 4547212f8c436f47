/** A client that sends exactly what it is told: `fetch` adds headers to conditional requests and undoes encodings. */
import { once } from 'node:events'
import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  readonly text: string
}

export interface Client {
  readonly port: number
  get(path: string, headers?: OutgoingHttpHeaders): Promise<Reply>
  send(method: string, path: string, headers?: OutgoingHttpHeaders): Promise<Reply>
  stop(): Promise<void>
}

/** Lets the server listen on a free port. */
export async function listen(server: Server): Promise<Client> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const send: Client['send'] = (method, path, headers = {}) =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const body = Buffer.concat(chunks)
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body,
            text: body.toString(),
          })
        })
      })
      sent.on('error', reject)
      sent.end()
    })
  return {
    port,
    send,
    get: (path, headers) => send('GET', path, headers),
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
