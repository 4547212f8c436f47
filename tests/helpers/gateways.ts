/**
 * Doubles of the gateways operators run: an MM7 relay by 3GPP TS 23.140, and an HTTP gateway for SMS. Real servers on the
 * loopback that parse what they get, refuse what breaks the protocol, and fail as a test wants.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { XMLParser, XMLValidator } from 'fast-xml-parser'

/**
 * `reset-before`: the connection ends before the request was read; `reset-after`: it was taken, the answer is not sent;
 * `silent`: taken, and nothing ever said; `http`: that status without a word of SOAP; `status`: the protocol's own.
 */
export type GatewayFault =
  | { readonly kind: 'reset-before' | 'reset-after' | 'silent' }
  | { readonly kind: 'http'; readonly status: number; readonly retryAfter?: number }
  | { readonly kind: 'status'; readonly status: number }

export interface Mms {
  readonly to: string
  readonly transaction: string
  readonly messageId: string
  readonly subject: string
  readonly vasp: string
  readonly headers: IncomingMessage['headers']
  readonly smil: string
  readonly parts: readonly {
    readonly id: string
    readonly mediaType: string
    readonly bytes: Buffer
  }[]
}

export interface Relay extends AsyncDisposable {
  readonly url: string
  readonly taken: Mms[]
}

type Fault = (to: string, count: number) => GatewayFault | undefined

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly body: Buffer
}

async function startServer(handle: (exchange: Exchange) => void) {
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      handle({ request, response, body: Buffer.concat(chunks) })
    })()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** True where the fault ended the exchange. `taken` is what happened before. */
function carryOut(fault: GatewayFault | undefined, { request, response }: Exchange): boolean {
  switch (fault?.kind) {
    case 'reset-before':
    case 'reset-after':
      request.socket.resetAndDestroy()
      return true
    case 'silent':
      return true
    case 'http':
      response.writeHead(
        fault.status,
        fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) },
      )
      response.end('<html>no SOAP here</html>')
      return true
    case 'status':
    case undefined:
      return false
  }
}

const MM7 = 'http://www.3gpp.org/ftp/Specs/archive/23_series/23.140/schema/REL-6-MM7-1-4'
const soap = (transaction: string, body: string): string =>
  `<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Header>` +
  `<mm7:TransactionID xmlns:mm7="${MM7}" soapenv:mustUnderstand="1">${transaction}</mm7:TransactionID></soapenv:Header>` +
  `<soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`

const parser = new XMLParser({ removeNSPrefix: true, parseTagValue: false })

/** A relay that takes SubmitReq. The envelope is parsed by a library, the attachment by hand: by nothing of ours. */
export async function startRelay(fault: Fault = () => undefined): Promise<Relay> {
  const taken: Mms[] = []
  const tried = new Map<string, number>()
  const server = await startServer((exchange) => {
    const { request, response, body } = exchange
    const refuse = (transaction: string, status: number, text: string): void => {
      response.writeHead(500, { 'Content-Type': 'text/xml; charset=utf-8' })
      response.end(
        soap(
          transaction,
          `<soapenv:Fault><faultcode>Client</faultcode><faultstring>${text}</faultstring><detail><RSErrorRsp xmlns="${MM7}">` +
            `<MM7Version>6.8.0</MM7Version><Status><StatusCode>${String(status)}</StatusCode><StatusText>${text}</StatusText></Status>` +
            `</RSErrorRsp></detail></soapenv:Fault>`,
        ),
      )
    }
    const [envelope, content] = partsOf(request.headers['content-type'] ?? '', body)
    const xml = envelope?.bytes.toString('utf8') ?? ''
    if (!envelope || !content || XMLValidator.validate(xml) !== true || request.method !== 'POST') {
      refuse('', 2007, 'Message format corrupt')
      return
    }
    const { Header, Body } = (parser.parse(xml) as { Envelope: { Header: Fields; Body: Fields } })
      .Envelope
    const transaction = String(textAt(Header, 'TransactionID'))
    const submit = Body['SubmitReq'] as Fields
    const to = String(textAt((submit['Recipients'] as Fields)['To'] as Fields, 'Number'))
    const count = (tried.get(to) ?? 0) + 1
    tried.set(to, count)
    const found = fault(to, count)
    if (found?.kind === 'reset-before' || found?.kind === 'http') {
      carryOut(found, exchange)
      return
    }
    if (found?.kind === 'status') {
      refuse(transaction, found.status, 'as the test wants')
      return
    }
    const inner = partsOf(content.mediaTypeAndMore, content.bytes)
    const messageId = `relay-${String(taken.length + 1)}`
    taken.push({
      to,
      transaction,
      messageId,
      subject: String(textAt(submit, 'Subject')),
      vasp: String(textAt(submit['SenderIdentification'] as Fields, 'VASPID')),
      headers: request.headers,
      smil: inner[0]?.bytes.toString('utf8') ?? '',
      parts: inner.slice(1),
    })
    if (carryOut(found, exchange)) return
    response.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8' })
    response.end(
      soap(
        transaction,
        `<SubmitRsp xmlns="${MM7}"><MM7Version>6.8.0</MM7Version><Status><StatusCode>1000</StatusCode>` +
          `<StatusText>Success</StatusText></Status><MessageID>${messageId}</MessageID></SubmitRsp>`,
      ),
    )
  })
  return { url: server.url, taken, [Symbol.asyncDispose]: () => server.close() }
}

type Fields = Readonly<Record<string, unknown>>
const textAt = (fields: Fields, name: string): unknown => {
  const value = fields[name]
  return typeof value === 'object' && value !== null && '#text' in value ? value['#text'] : value
}

/** The parts of a multipart body, byte for byte. */
function partsOf(contentType: string, body: Buffer) {
  const boundary = /boundary="([^"]+)"/.exec(contentType)?.[1] ?? ''
  const text = body.toString('latin1')
  return text
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const end = part.indexOf('\r\n\r\n')
      const head = part.slice(2, end)
      const header = (name: string): string =>
        new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1] ?? ''
      return {
        id: header('Content-ID').replace(/[<>]/g, ''),
        mediaType: header('Content-Type').split(';')[0] ?? '',
        mediaTypeAndMore: header('Content-Type'),
        bytes: Buffer.from(part.slice(end + 4, -2), 'latin1'),
      }
    })
}

/** A delivery report as a relay sends it. */
export const deliveryReport = (messageId: string, status: string, to: string): string =>
  soap(
    `report-${messageId}`,
    `<DeliveryReportReq xmlns="${MM7}"><MM7Version>6.8.0</MM7Version><MessageID>${messageId}</MessageID>` +
      `<Recipient><Number>${to}</Number></Recipient><Sender><ShortCode>10658000</ShortCode></Sender>` +
      `<Date>2026-03-02T00:00:00Z</Date><MMStatus>${status}</MMStatus></DeliveryReportReq>`,
  )

export interface Sms {
  readonly to: string
  readonly text: string
  readonly reference: string
  readonly id: string
  readonly headers: IncomingMessage['headers']
}
export interface SmsGateway extends AsyncDisposable {
  readonly url: string
  readonly taken: Sms[]
}

/** A gateway that takes JSON and answers `{ code, data: { id } }`; a `status` fault is its code with HTTP 200. */
export async function startSmsGateway(fault: Fault = () => undefined): Promise<SmsGateway> {
  const taken: Sms[] = []
  const tried = new Map<string, number>()
  const server = await startServer((exchange) => {
    const { request, response, body } = exchange
    const asked = JSON.parse(body.toString('utf8')) as { to: string; text: string; ref: string }
    const count = (tried.get(asked.to) ?? 0) + 1
    tried.set(asked.to, count)
    const found = fault(asked.to, count)
    const early = found?.kind === 'reset-before' || found?.kind === 'http'
    if (early && carryOut(found, exchange)) return
    if (found?.kind === 'status') {
      response.end(JSON.stringify({ code: found.status }))
      return
    }
    const id = `sms-${String(taken.length + 1)}`
    taken.push({
      to: asked.to,
      text: asked.text,
      reference: asked.ref,
      id,
      headers: request.headers,
    })
    if (!carryOut(found, exchange)) response.end(JSON.stringify({ code: 0, data: { id } }))
  })
  return { url: server.url, taken, [Symbol.asyncDispose]: () => server.close() }
}
