/**
 * A learning record store and the launching side of cmi5, as far as an assignable unit meets them, from the xAPI 1.0.3 and
 * cmi5 specifications: it refuses what they refuse, and keeps what it was told.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Statement {
  readonly id: string
  readonly actor: unknown
  readonly verb: { readonly id: string }
  readonly object: { readonly id: string }
  readonly context: {
    readonly registration: string
    readonly contextActivities?: {
      readonly category?: readonly { id: string }[]
      readonly grouping?: readonly { id: string }[]
    }
    readonly extensions?: Readonly<Record<string, unknown>>
  }
  readonly result?: {
    readonly success?: boolean
    readonly completion?: boolean
    readonly duration?: string
    readonly score?: { readonly scaled: number }
  }
  readonly timestamp: string
}

export const SESSION = 'https://w3id.org/xapi/cmi5/context/extensions/sessionid'
export const ACTOR = {
  objectType: 'Agent',
  account: { homePage: 'https://lms.example', name: '42' },
}

export class LrsDouble {
  readonly statements: Statement[] = []
  /** What was asked wrongly, in words. Empty at the end of a good session. */
  readonly faults: string[] = []
  readonly asked: string[] = []
  readonly states = new Map<string, unknown>()
  launchMode: 'Normal' | 'Browse' | 'Review' = 'Normal'
  masteryScore: number | undefined
  private tokens = 0
  /** The next so many statements are lost on the way back. */
  dropAnswers = 0

  constructor(readonly registration = crypto.randomUUID()) {}

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://lrs')
    const path = url.pathname.replace(/^\/lrs\//, '')
    const json = (status: number, value?: unknown): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' })
      response.end(value === undefined ? undefined : JSON.stringify(value))
    }
    this.asked.push(
      `${String(request.method)} ${path} ${url.searchParams.get('stateId') ?? ''}`.trim(),
    )
    if (path === 'fetch') {
      if (request.method !== 'POST') this.faults.push('fetch must be asked by POST')
      this.tokens += 1
      // Once only (cmi5 8.2.3).
      if (this.tokens > 1) json(200, { 'error-code': '1', 'error-text': 'used' })
      else json(200, { 'auth-token': 'dG9rZW4=' })
      return
    }
    if (request.headers.authorization !== 'Basic dG9rZW4=') {
      this.faults.push(`${path} without the token`)
      json(401)
      return
    }
    if (request.headers['x-experience-api-version'] !== '1.0.3')
      this.faults.push(`${path} without a version`)
    const body = await text(request)
    if (path === 'activities/state') {
      this.answerState(url.searchParams, request.method ?? '', body, json)
    } else if (path === 'agents/profile') {
      json(404)
    } else if (path === 'statements' && request.method === 'PUT') {
      this.take(url.searchParams.get('statementId') ?? '', JSON.parse(body) as Statement)
      if (this.dropAnswers > 0) {
        this.dropAnswers -= 1
        request.socket.destroy()
      } else json(204)
    } else json(404)
  }

  private answerState(
    query: URLSearchParams,
    method: string,
    body: string,
    json: (status: number, value?: unknown) => void,
  ): void {
    const id = query.get('stateId') ?? ''
    if (query.get('registration') !== this.registration)
      this.faults.push(`state ${id} of another registration`)
    if (JSON.stringify(JSON.parse(query.get('agent') ?? 'null')) !== JSON.stringify(ACTOR)) {
      this.faults.push(`state ${id} of another actor`)
    }
    if (id === 'LMS.LaunchData') {
      if (method !== 'GET') this.faults.push('launch data are not the unit’s to write')
      json(200, {
        contextTemplate: {
          contextActivities: { grouping: [{ id: query.get('activityId') }] },
          extensions: { [SESSION]: 'session-1' },
        },
        launchMode: this.launchMode,
        moveOn: 'CompletedAndPassed',
        ...(this.masteryScore === undefined ? {} : { masteryScore: this.masteryScore }),
      })
    } else if (method === 'PUT') {
      this.states.set(id, JSON.parse(body))
      json(204)
    } else if (this.states.has(id)) json(200, this.states.get(id))
    else json(404)
  }

  /** A statement under a known id must be the same (xAPI 2.3.2); then it counts once. */
  private take(id: string, statement: Statement): void {
    if (statement.id !== id) this.faults.push('statementId and id differ')
    const known = this.statements.find((one) => one.id === id)
    if (known) {
      if (JSON.stringify(known) !== JSON.stringify(statement))
        this.faults.push('another statement under one id')
      return
    }
    const { actor, context } = statement
    if (JSON.stringify(actor) !== JSON.stringify(ACTOR)) this.faults.push('another actor')
    if (context.registration !== this.registration) this.faults.push('another registration')
    if (context.extensions?.[SESSION] !== 'session-1')
      this.faults.push('the context template was not kept')
    if ((context.contextActivities?.grouping ?? []).length !== 1)
      this.faults.push('the grouping was not kept')
    if (Number.isNaN(Date.parse(statement.timestamp))) this.faults.push('no timestamp')
    this.statements.push(statement)
  }

  /** A new session of the same registration: a new token may be fetched. */
  relaunch(): void {
    this.tokens = 0
    this.statements.length = 0
  }
}

/** Serves a package's files below `/package/`, further pages by path, and the double below `/lrs/`. */
export function serve(files: ReadonlyMap<string, Uint8Array>, lrs: LrsDouble | undefined): Server {
  const TYPES: Readonly<Record<string, string>> = {
    html: 'text/html; charset=utf-8',
    js: 'text/javascript; charset=utf-8',
    css: 'text/css; charset=utf-8',
  }
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://here')
    if (lrs && pathname.startsWith('/lrs/')) {
      lrs.answer(request, response).catch((error: unknown) => {
        lrs.faults.push(String(error))
        response.destroy()
      })
      return
    }
    const body = files.get(pathname)
    if (!body) {
      response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end()
      return
    }
    const type = TYPES[pathname.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
    response.writeHead(200, { 'Content-Type': type }).end(body)
  })
}
