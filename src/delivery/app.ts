/** The delivery plane as a whole: the hot path in front, Express behind it for what is computed, a fallback last. */
import { createServer, type RequestListener, type Server } from 'node:http'

import express, { type Express, type RequestHandler } from 'express'
import { Registry } from 'prom-client'

import type { ArtefactStore } from '@/artefacts'

import { DEFAULT_CACHE_BYTES } from './answer-cache'
import { apiOf, apiRoute, unavailableBody, type ApiRoute } from './api-routes'
import { changesRoute } from './changes-route'
import { computedRoute, type ComputedRoute } from './computed-routes'
import { guardedRoute, guardOf, withoutKey, type GuardedRoute } from './guarded-routes'
import { formRoute, type FormRoute } from './form-routes'
import { hookRoute, type HookRoute } from './hook-routes'
import { inboxRoute, type InboxRoute } from './inbox-routes'
import { layered, securityHeaders } from './headers'
import type { PageSite } from './pages'
import { createPlane, READ_ONLY, type DeliveryEvent, type Plane } from './plane'
import { limited } from './rate-limit'
import { representStatus } from './representation'
import { respond } from './respond'
import {
  faviconRoute,
  healthRoute,
  metricsRoute,
  readinessRoute,
  robotsRoute,
  type ReadinessCheck,
} from './system-routes'
import { createTraffic, type Route, type Traffic } from './traffic'

export interface DeliveryOptions {
  readonly store: ArtefactStore
  readonly site: PageSite
  /** Where counters are registered; one of its own when absent. */
  readonly registry?: Registry
  /** By name; `artefacts` is always among them. */
  readonly readiness?: Readonly<Record<string, ReadinessCheck>>
  readonly log?: (event: DeliveryEvent) => void
  /** Gets what is neither an artefact nor an address of the plane, any method: the admin and its API. */
  readonly fallback?: RequestListener
  /** Beginnings of the paths the fallback is asked for; what is elsewhere is missing. Default: every path. */
  readonly fallbackPaths?: readonly string[]
  /** Path of the artefact shown where nothing is, with status 404; a plain page of our own where it is not there. */
  readonly missingPage?: string
  /** How much memory prepared answers may take. Default 64 MB. */
  readonly cacheBytes?: number
  /** Addresses whose answer depends on the query, each with a limit of `computedPerMinute`. */
  readonly computed?: readonly ComputedRoute[]
  /** Addresses people send something to, with the same limit. */
  readonly forms?: readonly FormRoute[]
  /** Addresses far sides call, with a limit of `hooksPerMinute`. */
  readonly hooks?: readonly HookRoute[]
  /** Calls of each such address per client and minute. Default 1200: events come in swarms. */
  readonly hooksPerMinute?: number
  /** Addresses machines report something to; only refused calls are limited, to `computedPerMinute`. */
  readonly inboxes?: readonly InboxRoute[]
  /** Calls of each computed address per client and minute. Default 120. */
  readonly computedPerMinute?: number
  /** Addresses that carry a key, each with a limit of `guardedPerMinute`. */
  readonly guarded?: readonly GuardedRoute[]
  /** Calls of guarded addresses per client and minute. Default 1200: a film is fetched in many ranges. */
  readonly guardedPerMinute?: number
  /** Addresses for programs, together with a limit of `apiPerMinute`. */
  readonly apis?: readonly ApiRoute[]
  /** Calls of APIs per client and minute, whatever keys it has. Default 6000. */
  readonly apiPerMinute?: number
  /** Calls of `/changes.json` per address and minute. Default 600. */
  readonly changesPerMinute?: number
  /** Proxies believed about the client's address: how many hops, or which addresses and networks. Default 0. */
  readonly proxies?: number | readonly string[]
  /** `false`: no public address, only `/healthz`, `/readyz`, `/metrics` and the fallback. Default true. */
  readonly publicAddresses?: boolean
  /** `false`: this server has no `/metrics`. Default true; they hold counts, no personal data. */
  readonly metrics?: boolean
  /** Milliseconds that only go forward. */
  readonly clock?: () => number
}

export interface Delivery {
  /** Express with everything, artefacts included. */
  readonly app: Express
  /** For `node:http`: hot path, artefacts, then Express. */
  readonly listener: RequestListener
  answerHot: Plane['answerHot']
  /** Stops listening to the store. */
  close(): void
}

const DEFAULT_CHANGES_PER_MINUTE = 600
const DEFAULT_COMPUTED_PER_MINUTE = 120
const DEFAULT_GUARDED_PER_MINUTE = 1200
const DEFAULT_HOOKS_PER_MINUTE = 1200
const DEFAULT_API_PER_MINUTE = 6000

export function createDelivery(options: DeliveryOptions): Delivery {
  const { store, site, fallback, guarded = [], apis = [], clock = monotonic } = options
  const tell = options.log ?? ignoreEvents
  const log = (event: DeliveryEvent): void => {
    tell({ ...event, path: withoutSecret(options.inboxes, withoutKey(guarded, event.path)) })
  }
  const security = securityHeaders(site.publicUrl)
  const registry = options.registry ?? new Registry()
  // The plane counts, and the counters show how much the plane holds.
  const held: { plane?: Plane } = {}
  const traffic = createTraffic(registry, () => held.plane?.cachedBytes() ?? 0)
  const plane = createPlane({
    store,
    site,
    security,
    traffic,
    clock,
    log,
    cacheBytes: options.cacheBytes ?? DEFAULT_CACHE_BYTES,
    hasFallback:
      fallback !== undefined ||
      [options.forms, options.hooks, options.inboxes].some((each) => each?.length),
  })
  held.plane = plane

  const rest = createRest({ ...options, log, clock }, { plane, registry, traffic, security })
  if (options.publicAddresses === false) {
    return {
      app: rest,
      listener: rest,
      answerHot: () => false,
      close() {
        plane.close()
      },
    }
  }
  const app = bareApp(options.proxies)
  const isArtefact = (url: string): boolean => !guardOf(guarded, url) && !apiOf(apis, url)
  app.use((request, response, next) => {
    if (!isArtefact(request.originalUrl)) next()
    else plane.answer(request, response, next)
  })
  app.use(rest)

  return {
    app,
    answerHot: (request, response) => plane.answerHot(request, response),
    listener(request, response) {
      if (plane.answerHot(request, response)) return
      const toRest = (): void => {
        rest(request, response)
      }
      if (!isArtefact(request.url ?? '')) toRest()
      else plane.answer(request, response, toRest)
    },
    close() {
      plane.close()
    },
  }
}

/** An Express app for somebody else's server. */
export const createDeliveryApp = (options: DeliveryOptions): Express => createDelivery(options).app

/** A server with the hot path in front; listens to nothing yet. */
export function createDeliveryServer(options: DeliveryOptions): Server {
  const delivery = createDelivery(options)
  const server = createServer(delivery.listener)
  server.on('close', () => {
    delivery.close()
  })
  return server
}

interface RestContext {
  readonly plane: Plane
  readonly registry: Registry
  readonly traffic: Traffic
  readonly security: Readonly<Record<string, string>>
}

/** Everything that is no artefact. */
function createRest(
  options: DeliveryOptions & Required<Pick<DeliveryOptions, 'log' | 'clock'>>,
  { plane, registry, traffic, security }: RestContext,
): Express {
  const { store, site, fallback, log, clock } = options
  const app = bareApp(options.proxies)
  const counted =
    (route: Route): RequestHandler =>
    (_request, response, next) => {
      const startedAt = clock()
      response.once('close', () => {
        traffic.count(route, response.statusCode, clock() - startedAt)
      })
      next()
    }
  const notAllowed: RequestHandler = (request, response) => {
    plane.sendPage(request, response, 405, 'notAllowed', { headers: READ_ONLY })
  }
  const read = (path: string, route: Route, ...handlers: RequestHandler[]): void => {
    app
      .route(path)
      .all(counted(route))
      .get(...handlers)
      .all(notAllowed)
  }

  read('/healthz', 'system', healthRoute(security))
  read('/readyz', 'system', readinessRoute(store, options.readiness ?? {}, security, log))
  if (options.metrics !== false) read('/metrics', 'system', metricsRoute(registry, security))
  // Browsers of editors look for it too.
  read('/favicon.ico', 'system', faviconRoute(security))
  if (options.publicAddresses !== false) {
    read(
      '/robots.txt',
      'system',
      robotsRoute(site, () => sitemapOf(store), security),
    )
    read(
      '/changes.json',
      'changes',
      limited(options.changesPerMinute ?? DEFAULT_CHANGES_PER_MINUTE, security),
      changesRoute(store.changes, site, security),
    )
    for (const route of options.computed ?? []) {
      read(
        route.path,
        'computed',
        limited(options.computedPerMinute ?? DEFAULT_COMPUTED_PER_MINUTE, security),
        computedRoute(route, security),
      )
    }
    for (const route of options.forms ?? []) {
      const perMinute = options.computedPerMinute ?? DEFAULT_COMPUTED_PER_MINUTE
      const handlers = formRoute(route, security)
      app
        .route(route.bare ? route.path : `${route.path}/:token`)
        .all(counted('computed'), limited(perMinute, security))
        .get(...handlers)
        .post(limited(route.submitsPerMinute ?? perMinute, security), ...handlers)
        .all(notAllowed)
    }
    for (const route of options.inboxes ?? []) {
      const limit = limited(
        options.computedPerMinute ?? DEFAULT_COMPUTED_PER_MINUTE,
        security,
        'refused',
      )
      app
        .route(`${route.path}/:token`)
        .all(counted('computed'), limit)
        .post(...inboxRoute(route, security))
        .all(notAllowed)
    }
    for (const route of options.hooks ?? []) {
      const limit = limited(options.hooksPerMinute ?? DEFAULT_HOOKS_PER_MINUTE, security)
      const handlers = hookRoute(route, security)
      app
        .route(`${route.path}/:name`)
        .all(counted('computed'), limit)
        .get(...handlers)
        .post(...handlers)
        .all(notAllowed)
    }
    for (const route of options.guarded ?? []) {
      const perMinute = options.guardedPerMinute ?? DEFAULT_GUARDED_PER_MINUTE
      const only =
        (handler: RequestHandler): RequestHandler =>
        (request, response, next) =>
          guardOf([route], request.originalUrl) ? handler(request, response, next) : next()
      app.use(only(counted('guarded')))
      app.use(only(limited(perMinute, security)))
      app.use(
        only((request, response, next) => {
          if (request.method === 'GET' || request.method === 'HEAD') next()
          else notAllowed(request, response, next)
        }),
      )
      app.use(only(guardedRoute(route, { store, site, security, plane })))
    }
  }

  if (options.publicAddresses !== false && options.apis) {
    const limit = limited(options.apiPerMinute ?? DEFAULT_API_PER_MINUTE, security)
    const count = counted('api')
    const { apis } = options
    app.use((request, response, next) => {
      const route = apiOf(apis, request.originalUrl)
      if (!route) {
        next()
        return
      }
      count(request, response, () => {
        const answer = (): void => {
          Promise.resolve(apiRoute(route, security)(request, response, next)).catch(
            (err: unknown) => {
              log({ msg: 'an API could not answer', path: request.path, err })
              if (response.headersSent) response.destroy()
              else void respond(request, response, unavailableBody(security))
            },
          )
        }
        void limit(request, response, answer)
      })
    })
  }

  if (fallback) {
    const { fallbackPaths } = options
    const isIts = (path: string): boolean =>
      !fallbackPaths?.every((start) => path !== start && !path.startsWith(`${start}/`))
    const count = counted('fallback')
    app.use((request, response, next) => {
      if (!isIts(request.path)) {
        next()
        return
      }
      count(request, response, () => {
        fallback(request, response)
      })
    })
  }
  app.use(counted('missing'), async (request, response) => {
    const isReading = request.method === 'GET' || request.method === 'HEAD'
    if (!isReading) {
      plane.sendPage(request, response, 405, 'notAllowed', { headers: READ_ONLY })
      return
    }
    const own = options.missingPage && (await store.lookup(options.missingPage))
    if (!own || own.kind !== 'file') {
      plane.sendPage(request, response, 404, 'notFound')
      return
    }
    const headers = layered(security, {
      'Content-Type': own.mediaType,
      'Cache-Control': 'no-cache',
    })
    await respond(
      request,
      response,
      representStatus(404, await store.readBlob(own.digest), headers),
    )
  })
  app.use(
    (
      err: unknown,
      request: express.Request,
      response: express.Response,
      _next: express.NextFunction,
    ) => {
      log({ msg: 'a request failed', path: request.path, err })
      if (response.headersSent) response.destroy()
      else {
        plane.sendPage(request, response, 503, 'unavailable', { headers: { 'Retry-After': '5' } })
      }
    },
  )
  return app
}

const sitemapOf = async (store: ArtefactStore): Promise<string | undefined> =>
  (await store.lookup('/sitemap.xml')) && '/sitemap.xml'

function bareApp(proxies: number | readonly string[] = 0): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', proxies)
  app.set('case sensitive routing', true)
  app.set('strict routing', true)
  return app
}

/** The path of an inbox as it may be logged. */
const withoutSecret = (inboxes: readonly InboxRoute[] = [], path: string): string =>
  inboxes.find((inbox) => path.startsWith(`${inbox.path}/`))?.path ?? path

const monotonic = (): number => performance.now()

/** Whoever wants no log gets none; failures are counted all the same. */
const ignoreEvents = (): void => undefined
