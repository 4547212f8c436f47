/** What the proof's address answers and the form shows. */
import type { MmsProfile } from '@/core'

export interface ProofFinding {
  readonly severity: 'block' | 'warn'
  readonly message: { readonly zh: string; readonly en: string }
}

export interface MmsProof {
  readonly profile: MmsProfile
  readonly bytes: number
  readonly limit: number
  readonly pages: readonly { readonly text: string; readonly picture?: string }[]
}

export interface NewspaperProof {
  /** The page on the website, self-contained, and its address there. */
  readonly web: { readonly page: string; readonly path: string }
  /** A form is missing where it can't be made; a finding says why. */
  readonly email?: {
    readonly subject: string
    /** A finished page for a sandboxed frame. */
    readonly page: string
    readonly bytes: number
    readonly limit: number
  }
  readonly mms: readonly MmsProof[]
  readonly sms?: { readonly text: string; readonly units: number; readonly parts: number }
  readonly findings: readonly ProofFinding[]
}
