/** A client of `/alliance/v1/`: typed, no dependencies. Waits as it is told to (429, 503), and gives up after some tries. */

export interface AllianceDocument {
  /** Permanent; the same whatever becomes of the address. */
  readonly id: string
  readonly type: string
  readonly documentId: string
  readonly revision: number
  readonly hash: string
  readonly url?: string
  readonly title?: string
  readonly summary?: string
  readonly language?: string
  readonly html?: string
  readonly attribution?: {
    readonly text: string
    readonly html: string
    readonly canonical: string
  }
  readonly [more: string]: unknown
}

export interface AllianceChange {
  readonly action: 'put' | 'delete'
  readonly id: string
  readonly type: string
  readonly documentId: string
  readonly revision: number
  readonly reason?: string
  readonly document?: AllianceDocument
}

export interface ChangePage {
  readonly changes: readonly AllianceChange[]
  readonly next: string
  readonly hasMore: boolean
}

export class AllianceError extends Error {
  override readonly name = 'AllianceError'
  constructor(
    readonly status: number,
    /** As the hub names it: `key-unknown`, `resync` … */
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

export interface AllianceClientOptions {
  /** The hub's address, without a path. */
  readonly hub: string
  readonly key: string
  readonly fetch?: typeof fetch
  /** Default: really waits. */
  readonly pause?: (ms: number) => Promise<void>
  /** Default 5. */
  readonly tries?: number
}

const LONGEST_WAIT_MS = 5 * 60_000

export class AllianceClient {
  private readonly fetch: typeof fetch
  private readonly pause: (ms: number) => Promise<void>
  private readonly tries: number

  constructor(private readonly options: AllianceClientOptions) {
    this.fetch = options.fetch ?? fetch
    this.pause = options.pause ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)))
    this.tries = options.tries ?? 5
  }

  /** What became otherwise since the token, with the documents; everything where there is no token. */
  changes(since: string | undefined, limit = 100): Promise<ChangePage> {
    const query = new URLSearchParams({ include: 'content', limit: String(limit) })
    if (since !== undefined) query.set('since', since)
    return this.get<ChangePage>(`/changes?${query.toString()}`)
  }

  document(type: string, documentId: string): Promise<AllianceDocument> {
    return this.get<AllianceDocument>(`/${type}/${encodeURIComponent(documentId)}`)
  }

  /** Throws AllianceError for what the hub refuses, and what `fetch` throws when it can't be reached. */
  async get<Answer>(path: string): Promise<Answer> {
    for (let tried = 1; ; tried += 1) {
      const response = await this.attempt(path, tried)
      if (response?.ok === true) return (await response.json()) as Answer
      if (response && !isPassing(response.status)) throw await refusal(response)
      if (tried >= this.tries) {
        throw response ? await refusal(response) : new AllianceError(0, 'unreachable', path)
      }
      await this.pause(waitOf(response, tried))
    }
  }

  /** `undefined` where the hub can't be reached and there are tries left. */
  private async attempt(path: string, tried: number): Promise<Response | undefined> {
    const { hub, key } = this.options
    try {
      return await this.fetch(`${hub}/alliance/v1${path}`, {
        headers: { Authorization: `Bearer ${key}`, 'User-Agent': 'alliance-site-example/1' },
      })
    } catch (error) {
      if (tried >= this.tries) throw error
      return undefined
    }
  }
}

const isPassing = (status: number): boolean => status === 429 || status >= 500

function waitOf(response: Response | undefined, tried: number): number {
  const told = Number(response?.headers.get('retry-after') ?? NaN) * 1000
  return Math.min(Number.isFinite(told) ? told : 500 * 2 ** tried, LONGEST_WAIT_MS)
}

async function refusal(response: Response): Promise<AllianceError> {
  const text = await response.text()
  try {
    const { code = '', title = '', titleEn = '' } = JSON.parse(text) as Record<string, string>
    return new AllianceError(response.status, code, `${title} / ${titleEn}`)
  } catch (error) {
    // Something between the hub and us answered.
    if (error instanceof SyntaxError)
      return new AllianceError(response.status, '', text.slice(0, 200))
    throw error
  }
}
