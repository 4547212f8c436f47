/** Payload's REST API as an editor's program calls it. */

export interface Saved {
  readonly id: string
  readonly slug: string
  readonly _status: 'draft' | 'published'
}

export interface RestClient {
  get<T>(path: string): Promise<T>
  create(type: string, data: object): Promise<Saved>
  update(type: string, id: string, data: object): Promise<Saved>
  /** Rows of the ledger that belong to a document. */
  deliveriesOf(type: string, id: string): Promise<readonly { readonly state: string }[]>
}

export async function logIn(
  origin: string,
  account: { readonly email: string; readonly password: string },
): Promise<RestClient> {
  const login = await call<{ token: string }>(origin, {}, 'POST', 'users/login', account)
  const headers = { Authorization: `JWT ${login.token}` }
  const ask = <T>(method: string, path: string, body?: object): Promise<T> =>
    call<T>(origin, headers, method, path, body)
  return {
    get: (path) => ask('GET', path),
    create: async (type, data) => (await ask<{ doc: Saved }>('POST', type, data)).doc,
    update: async (type, id, data) =>
      (await ask<{ doc: Saved }>('PATCH', `${type}/${id}`, data)).doc,
    deliveriesOf: async (type, id) => {
      const query = `where[document][equals]=${encodeURIComponent(`${type}/${id}`)}&limit=100`
      return (await ask<{ docs: { state: string }[] }>('GET', `deliveries?${query}`)).docs
    },
  }
}

async function call<T>(
  origin: string,
  headers: Readonly<Record<string, string>>,
  method: string,
  path: string,
  body?: object,
): Promise<T> {
  const response = await fetch(`${origin}/api/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok)
    throw new Error(`${method} ${path}: ${String(response.status)} ${await response.text()}`)
  return (await response.json()) as T
}
