/**
 * A `fetch` for addresses that people typed: http and https only, never an address inside the house. The name is
 * resolved once, checked, and the connection is made to the address that was checked, so a second answer of the name
 * server (DNS rebinding) changes nothing. Redirects are not followed.
 */
import { lookup } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Readable } from 'node:stream'

/** Private, loopback, link-local, shared, documentation, multicast and reserved ranges (RFC 6890 and its IPv6 kin). */
const INTERNAL = new BlockList()
const V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const
const V6 = [
  ['::', 96],
  ['64:ff9b::', 96],
  ['100::', 64],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const
for (const [network, prefix] of V4) INTERNAL.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of V6) INTERNAL.addSubnet(network, prefix, 'ipv6')

/** Is this address one of ours, not the internet's? IPv4 in IPv6 clothes (`::ffff:10.0.0.1`) counts as IPv4. */
export function isInternalAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  const plain = mapped ?? address
  return INTERNAL.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
}

/** An address a person typed that must not be called. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError'
}

const lookupOutside: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, '', 4)
      return
    }
    const inside = addresses.find(({ address }) => isInternalAddress(address))
    const [first] = addresses
    if (inside || !first) {
      callback(
        new ForbiddenAddressError(`${host} is an internal address (${inside?.address ?? 'none'})`),
        '',
        4,
      )
    } else if (options.all) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}

export const createGuardedFetch =
  ({ allowed = () => false }: { allowed?: (url: URL) => boolean } = {}): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    const isFree = allowed(url)
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      throw new ForbiddenAddressError(`${url.protocol} is not http or https`)
    }
    const literal = url.hostname.replace(/^\[|\]$/g, '')
    if (!isFree && isIP(literal) !== 0 && isInternalAddress(literal)) {
      throw new ForbiddenAddressError(`${url.hostname} is an internal address`)
    }
    const body = request.body ? Buffer.from(await request.arrayBuffer()) : undefined
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const send = url.protocol === 'https:' ? httpsRequest : httpRequest
      const outgoing = send(
        url,
        {
          method: request.method,
          headers: {
            ...Object.fromEntries(request.headers),
            ...(body ? { 'content-length': String(body.byteLength) } : {}),
          },
          signal: request.signal,
          ...(isFree ? {} : { lookup: lookupOutside }),
        },
        resolve,
      )
      outgoing.once('error', reject)
      outgoing.end(body)
    })
    const status = response.statusCode ?? 502
    const empty = status === 204 || status === 205 || status === 304 || request.method === 'HEAD'
    const headers = new Headers()
    for (let index = 0; index < response.rawHeaders.length; index += 2) {
      headers.append(response.rawHeaders[index] ?? '', response.rawHeaders[index + 1] ?? '')
    }
    if (empty) response.resume()
    return new Response(empty ? null : (Readable.toWeb(response) as ReadableStream), {
      status,
      headers,
    })
  }

export const guardedFetch = createGuardedFetch()
