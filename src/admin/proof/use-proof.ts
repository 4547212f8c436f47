'use client'

import { useConfig, useDocumentInfo } from '@payloadcms/ui'
import { formatAdminURL } from 'payload/shared'
import { useEffect, useState } from 'react'

/** Neither: it is being made. */
export interface ProofState<Proof> {
  readonly proof?: Proof
  /** Why it did not arrive, as the server said it. */
  readonly problem?: string
}

/** The proof at an address of the REST API, asked for again whenever the document was saved; none as long as there is no address. */
export function useProof<Proof extends object>(path: `/${string}` | undefined): ProofState<Proof> {
  const { lastUpdateTime } = useDocumentInfo()
  const { api } = useConfig().config.routes
  const [state, setState] = useState<ProofState<Proof>>({})

  useEffect(() => {
    if (path === undefined) return undefined
    const stopped = new AbortController()
    fetchProof<Proof>(formatAdminURL({ apiRoute: api, path }), stopped.signal).then(
      setState,
      (error: unknown) => {
        if (stopped.signal.aborted) return
        setState({ problem: error instanceof Error ? error.message : String(error) })
      },
    )
    return () => {
      stopped.abort()
    }
  }, [path, lastUpdateTime, api])

  return state
}

async function fetchProof<Proof extends object>(
  url: string,
  signal: AbortSignal,
): Promise<ProofState<Proof>> {
  const response = await fetch(url, { credentials: 'include', signal })
  const answer = (await response.json()) as Proof & {
    readonly errors?: readonly { readonly message: string }[]
  }
  return response.ok
    ? { proof: answer }
    : { problem: answer.errors?.map(({ message }) => message).join(' ') ?? response.statusText }
}
