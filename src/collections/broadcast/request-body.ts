import type { PayloadRequest } from 'payload'

/** The JSON of a request; `undefined` for what is none. */
export async function bodyOf(req: PayloadRequest): Promise<unknown> {
  try {
    return await req.json?.()
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
