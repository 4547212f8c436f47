/** Health, readiness, metrics, robots, icon: small answers made by the plane itself. */
import type { RequestHandler } from 'express'
import type { Registry } from 'prom-client'

import type { ArtefactStore } from '@/artefacts'
import { absoluteUrl, messageOf, type Site } from '@/core'

import { favicon } from './favicon'
import { JSON_TYPE, layered, type Headers } from './headers'
import type { DeliveryEvent } from './plane'
import { representBytes, representStatus } from './representation'
import { respond } from './respond'

/** Rejects or throws when what it looks at is not ready. */
export type ReadinessCheck = () => Promise<void>

/** A check that hangs has failed. */
const CHECK_TIMEOUT_MS = 2000

const UNCACHED: Headers = { 'Cache-Control': 'no-store' }

/** The process lives: says nothing of what it depends on, so that nobody restarts it for a database's sake. */
export const healthRoute =
  (security: Headers): RequestHandler =>
  async (request, response) => {
    const headers = layered(security, UNCACHED, { 'Content-Type': JSON_TYPE })
    await respond(request, response, representStatus(200, json({ status: 'ok' }), headers))
  }

/** 200 when every check passes, else 503. Names only; the reasons go to the log. */
export function readinessRoute(
  store: Pick<ArtefactStore, 'check'>,
  checks: Readonly<Record<string, ReadinessCheck>>,
  security: Headers,
  log: (event: DeliveryEvent) => void,
): RequestHandler {
  const headers = layered(security, UNCACHED, { 'Content-Type': JSON_TYPE })
  const all: Readonly<Record<string, ReadinessCheck>> = {
    artefacts: () => store.check(),
    ...checks,
  }
  return async (request, response) => {
    const results = await Promise.all(
      Object.entries(all).map(async ([name, check]): Promise<[string, 'ok' | 'failed']> => {
        try {
          await withinTime(check())
          return [name, 'ok']
        } catch (err) {
          log({ msg: `not ready: ${name}: ${messageOf(err)}`, path: request.path, err })
          return [name, 'failed']
        }
      }),
    )
    const isReady = results.every(([, result]) => result === 'ok')
    const body = json({ status: isReady ? 'ok' : 'failed', checks: Object.fromEntries(results) })
    await respond(request, response, representStatus(isReady ? 200 : 503, body, headers))
  }
}

/** Counts and durations; nothing about anybody. */
export const metricsRoute =
  (registry: Registry, security: Headers): RequestHandler =>
  async (request, response) => {
    const body = Buffer.from(await registry.metrics())
    const headers = layered(security, UNCACHED, { 'Content-Type': registry.contentType })
    await respond(request, response, representStatus(200, body, headers))
  }

/** Everything public may be found; what is only for editors has no use in an index. */
export const robotsRoute = (
  site: Pick<Site, 'publicUrl'>,
  sitemap: () => Promise<string | undefined>,
  security: Headers,
): RequestHandler => {
  const headers = layered(security, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'public, max-age=3600',
  })
  return async (request, response) => {
    const path = await sitemap()
    const lines = ['User-agent: *', 'Disallow: /admin', 'Disallow: /api/']
    if (path !== undefined) lines.push('', `Sitemap: ${absoluteUrl(site, path)}`)
    const body = Buffer.from(`${lines.join('\n')}\n`)
    await respond(request, response, representBytes(body, headers))
  }
}

/** The icon pages need not name; drawn at the first request, then kept. */
export const faviconRoute = (security: Headers): RequestHandler => {
  const headers = layered(security, {
    'Content-Type': 'image/x-icon',
    'Cache-Control': 'public, max-age=86400',
  })
  let drawn: Promise<Buffer> | undefined
  return async (request, response) => {
    drawn ??= favicon()
    await respond(request, response, representBytes(await drawn, headers))
  }
}

async function withinTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${String(CHECK_TIMEOUT_MS)} ms`))
    }, CHECK_TIMEOUT_MS)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value)}\n`)
