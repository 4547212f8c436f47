/**
 * The far side's calls, as thin as they can be: a body out, an answer or a WechatError back. HTTP is 200 even for errors, so
 * `errcode` decides. A refused token is replaced once; nothing else is repeated here.
 */
import { DeliveryError, type Shelf } from '@/core'

import { NoAnswer, WechatError } from './errors'

export interface ClientOptions {
  /** `https://api.weixin.qq.com`, without a slash at the end. */
  readonly baseUrl: string
  readonly appId: string
  readonly secret: string
  readonly http: typeof fetch
  /** The token is kept here, for every worker. Whoever calls holds the account's lane, which is the token's lock. */
  readonly shelf: Shelf
  readonly now: () => Date
  readonly signal: AbortSignal
  /** Default `stable`. */
  readonly tokenKind?: 'stable' | 'plain'
  readonly timeoutMs?: number
}

type Answer = Readonly<Record<string, unknown>>
interface Token {
  readonly value: string
  /** Milliseconds since the epoch. */
  readonly until: number
}

export interface Client {
  get(path: string): Promise<Answer>
  post(path: string, body: object): Promise<Answer>
  upload(path: string, file: { body: Uint8Array; mediaType: string }): Promise<Answer>
}

const TIMEOUT_MS = 20_000
/** Replaced this long before its end, since a call takes a while. */
const TOKEN_MARGIN_MS = 60_000
const TOKEN_NAME = 'token'
const TOKEN_PATH = '/cgi-bin/stable_token'

export function createClient(options: ClientOptions): Client {
  const { baseUrl, http, shelf, now, timeoutMs = TIMEOUT_MS } = options

  async function send(path: string, query: string, init: () => RequestInit): Promise<Answer> {
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(timeoutMs)])
    let response: Response
    try {
      response = await http(`${baseUrl}${path}${query}`, { method: 'POST', ...init(), signal })
    } catch (error) {
      throw new NoAnswer(path, !neverLeft(error))
    }
    let answer: Answer
    try {
      answer = (await response.json()) as Answer
    } catch {
      // A proxy's page or half an answer: nobody knows what became of the request.
      throw new NoAnswer(path, true)
    }
    const code = Number(answer['errcode'] ?? 0)
    if (code !== 0) throw new WechatError(path, code, answer)
    return answer
  }

  function askForToken(): Promise<Answer> {
    const grant = { grant_type: 'client_credential', appid: options.appId, secret: options.secret }
    return options.tokenKind === 'plain'
      ? send('/cgi-bin/token', `?${String(new URLSearchParams(grant))}`, () => ({ method: 'GET' }))
      : send(TOKEN_PATH, '', () => ({ body: JSON.stringify(grant), headers: JSON_TYPE }))
  }

  /** stable_token answers the same token while it is valid, so asking again never kills a colleague's. */
  async function fetchToken(): Promise<Token> {
    let answer: Answer
    try {
      answer = await askForToken()
    } catch (error) {
      if (error instanceof WechatError && error.reaction === 'token') {
        throw new DeliveryError(
          'DESTINATION_REFUSED',
          `AppSecret 不对 / the secret is wrong: ${error.message}`,
        )
      }
      throw error
    }
    const { access_token: value, expires_in: seconds } = answer
    if (typeof value !== 'string') throw new NoAnswer(TOKEN_PATH, true)
    const token = { value, until: now().getTime() + Number(seconds) * 1000 - TOKEN_MARGIN_MS }
    await shelf.write(TOKEN_NAME, token)
    return token
  }

  async function token(refused?: string): Promise<string> {
    const kept = (await shelf.read(TOKEN_NAME)) as Token | undefined
    const usable = kept && kept.until > now().getTime() && kept.value !== refused
    return usable ? kept.value : (await fetchToken()).value
  }

  async function call(path: string, init: () => RequestInit, query = ''): Promise<Answer> {
    const first = await token()
    const address = (value: string): string => `?access_token=${encodeURIComponent(value)}${query}`
    try {
      return await send(path, address(first), init)
    } catch (error) {
      if (!(error instanceof WechatError) || error.reaction !== 'token') throw error
      return send(path, address(await token(first)), init)
    }
  }

  return {
    get: (path) => call(path, () => ({ method: 'GET' })),
    post: (path, body) => {
      const text = JSON.stringify(body)
      return call(path, () => ({ body: text, headers: JSON_TYPE }))
    },
    upload(path, { body, mediaType }) {
      const [bare = path, query] = path.split('?')
      const name = mediaType === 'image/png' ? 'picture.png' : 'picture.jpg'
      const form = (): RequestInit => {
        const data = new FormData()
        data.set('media', new Blob([new Uint8Array(body)], { type: mediaType }), name)
        return { body: data }
      }
      return call(bare, form, query === undefined ? '' : `&${query}`)
    },
  }
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }

const NEVER_LEFT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']

function neverLeft(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    NEVER_LEFT.includes(code) || error.name === 'ForbiddenAddressError' || neverLeft(error.cause)
  )
}
