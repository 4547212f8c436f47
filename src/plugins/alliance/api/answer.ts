/** What an address below `/alliance/v1/` answers to a site. Reads the store of records, never the CMS. */
import {
  isContentType,
  keyDigest,
  type ContentType,
  type Site,
  type SiteGrant,
  type SiteKeyScope,
  type SyndicationReader,
} from '@/core'

import type { Grants } from '../grants'
import { changesAnswer } from './changes'
import { documentAnswer, listAnswer } from './documents'
import { API_BASE } from './limits'
import { openApiDocument } from './openapi'
import { checkNames } from './parameters'
import { ApiProblem, problemBody } from './problems'

export interface ApiQuestion {
  readonly method: string
  /** Below API_BASE, with its slash. */
  readonly path: string
  readonly query: URLSearchParams
  /** As presented; empty when there is none. */
  readonly key: string
}

/** What one call came to: for the log of what each site took. */
export interface Audit {
  readonly site: string
  readonly key: string
  /** `lessons/ID#3`: documents handed over, with their revisions. */
  readonly documents: readonly string[]
  /** Everything up to this place is in place at the site: `epoch.seq`. */
  readonly acknowledged?: string
}

export interface ApiAnswer {
  readonly status: number
  readonly mediaType: string
  readonly body: Uint8Array
  readonly headers: Readonly<Record<string, string>>
  readonly audit?: Audit
}

export interface ApiPorts {
  readonly grants: Grants
  readonly reader: SyndicationReader
  readonly site: Site
  readonly now: Date
  /** Counts a call of this key; how many are left in this minute (negative: too many), and when that ends, in seconds. */
  readonly count: (
    key: string,
    perMinute: number,
  ) => { readonly left: number; readonly seconds: number }
}

/** A site whose key is good. */
export interface Caller {
  readonly site: SiteGrant
  readonly key: SiteGrant['keys'][number]
}

export interface Context extends Pick<ApiPorts, 'reader' | 'site'> {
  readonly caller: Caller
  readonly tokenSecret: string
  readonly now: string
  readonly query: URLSearchParams
}

/** What an address answers when all is well. */
export interface Found {
  readonly value: object
  readonly documents?: readonly string[]
  readonly acknowledged?: string
}

const JSON_TYPE = 'application/json; charset=utf-8'
const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

const bytes = (value: object): Uint8Array => Buffer.from(`${JSON.stringify(value)}\n`)

/** Every question gets an answer; only damage is thrown. */
export async function answerApi(question: ApiQuestion, ports: ApiPorts): Promise<ApiAnswer> {
  const found: { caller?: Caller; headers: Record<string, string> } = { headers: {} }
  const audit = (more: Omit<Audit, 'site' | 'key'>): Pick<ApiAnswer, 'audit'> =>
    found.caller ? { audit: { site: found.caller.site.id, key: found.caller.key.id, ...more } } : {}
  try {
    if (question.path === '/openapi.json' && question.method !== 'POST') {
      return { status: 200, mediaType: JSON_TYPE, body: bytes(openApiDocument()), headers: {} }
    }
    found.caller = callerOf(question.key, ports.grants)
    found.headers = admit(found.caller, ports)
    const { value, documents = [], acknowledged } = await route(question, found.caller, ports)
    return {
      status: 200,
      mediaType: JSON_TYPE,
      body: bytes(value),
      headers: found.headers,
      ...audit({ documents, ...(acknowledged === undefined ? {} : { acknowledged }) }),
    }
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error
    return {
      status: error.status,
      mediaType: PROBLEM_TYPE,
      body: bytes(problemBody(error)),
      headers: { ...found.headers, ...error.headers },
      ...audit({ documents: [] }),
    }
  }
}

const CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="alliance"' }

/** Also for other addresses of sites. Throws ApiProblem `key-unknown`. */
export function callerOf(key: string, { sites }: Pick<Grants, 'sites'>): Caller {
  const digest = key === '' ? '' : keyDigest(key)
  for (const site of sites) {
    const found = site.keys.find((one) => one.digest === digest)
    if (found) return { site, key: found }
  }
  throw new ApiProblem('key-unknown', {}, CHALLENGE)
}

/** Whether the caller may call at all. Answers the headers that say how often it may. */
export function admit(
  { site, key }: Caller,
  { now, count }: Pick<ApiPorts, 'now' | 'count'>,
  scope: SiteKeyScope = 'read',
): Record<string, string> {
  if (key.isRevoked) throw new ApiProblem('key-unknown', {}, CHALLENGE)
  if (site.isSuspended) throw new ApiProblem('suspended')
  const moment = now.toISOString()
  if (site.from !== undefined && moment < site.from) throw new ApiProblem('agreement-not-begun')
  if (site.until !== undefined && moment >= site.until) throw new ApiProblem('agreement-ended')
  if (!key.scopes.includes(scope)) throw new ApiProblem('scope-missing', { scope })
  const { left, seconds } = count(key.id, site.perMinute)
  const limit = String(site.perMinute)
  const headers = {
    'RateLimit-Policy': `"key";q=${limit};w=60`,
    RateLimit: `"key";r=${String(Math.max(0, left))};t=${String(seconds)}`,
  }
  if (left >= 0) return headers
  throw new ApiProblem(
    'too-many-requests',
    { limit },
    { ...headers, 'Retry-After': String(Math.max(1, seconds)) },
  )
}

async function route(
  { method, path, query }: ApiQuestion,
  caller: Caller,
  { grants, reader, site, now }: ApiPorts,
): Promise<Found> {
  if (method !== 'GET' && method !== 'HEAD') {
    throw new ApiProblem('method-not-allowed', { method }, { Allow: 'GET, HEAD' })
  }
  const context: Context = {
    caller,
    reader,
    site,
    tokenSecret: grants.tokenSecret,
    now: now.toISOString(),
    query,
  }
  if (path === '/') {
    checkNames(query, [])
    return { value: siteAnswer(caller, site) }
  }
  checkQuota(caller.site, now)
  if (path === '/changes') return changesAnswer(context)
  const [, type, id, ...more] = path.split('/')
  if (!isContentType(type) || more.length > 0) throw new ApiProblem('not-found')
  return id === undefined
    ? listAnswer(type, context)
    : documentAnswer(`${type}/${decodeURIComponent(id)}`, context)
}

const DAY_MS = 24 * 60 * 60_000

function checkQuota({ perDay, usedUp }: SiteGrant, now: Date): void {
  if (usedUp !== now.toISOString().slice(0, 10)) return
  const seconds = Math.ceil((DAY_MS - (now.getTime() % DAY_MS)) / 1000)
  throw new ApiProblem(
    'quota-used-up',
    { limit: String(perDay) },
    { 'Retry-After': String(seconds) },
  )
}

function siteAnswer({ site, key }: Caller, hub: Site): object {
  const { entitlement, perMinute, perDay, from, until } = site
  const base = hub.publicUrl + API_BASE
  const types: readonly ContentType[] = entitlement.types
  return {
    site: { id: site.id, name: site.name },
    key: { id: key.id, scopes: key.scopes },
    hub: { title: hub.title, url: `${hub.publicUrl}/` },
    agreement: {
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    },
    entitlement,
    limits: { perMinute, perDay },
    links: {
      description: `${base}/openapi.json`,
      changes: `${base}/changes`,
      ...Object.fromEntries(types.map((type) => [type, `${base}/${type}`])),
    },
  }
}
