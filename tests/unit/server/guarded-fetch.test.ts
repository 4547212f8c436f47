import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createGuardedFetch, guardedFetch, isInternalAddress } from '@/server/guarded-fetch'

const server = createServer((request, response) => {
  if (request.url === '/away') response.writeHead(302, { location: 'http://10.0.0.1/' }).end()
  else
    response
      .writeHead(200, { 'content-type': 'text/plain' })
      .end(`${request.method ?? ''} ${request.url ?? ''}`)
})
let base = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

describe('internal addresses', () => {
  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
    '64:ff9b::a00:1',
  ])('%s is internal', (address) => {
    expect(isInternalAddress(address)).toBe(true)
  })

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
    '%s is not',
    (address) => {
      expect(isInternalAddress(address)).toBe(false)
    },
  )
})

describe('guarded fetch', () => {
  it.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://[::1]/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://169.254.169.254/latest/',
    'http://[::ffff:127.0.0.1]/',
    'file:///etc/passwd',
    'ftp://example.org/',
  ])('refuses %s without connecting', async (url) => {
    await expect(guardedFetch(url)).rejects.toThrow(/internal address|not http/)
  })

  it('calls what is allowed, with method and body, and follows no redirect', async () => {
    const http = createGuardedFetch({ allowed: ({ hostname }) => hostname === '127.0.0.1' })
    expect(await (await http(`${base}/x`, { method: 'POST', body: 'hello' })).text()).toBe(
      'POST /x',
    )
    expect((await http(`${base}/away`)).status).toBe(302)
  })
})
