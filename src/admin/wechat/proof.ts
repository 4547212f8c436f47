/** What the proof's address answers and the form shows. */
import type { Finding } from '@/plugins/wechat/articles/preflight'

export interface Proof {
  readonly title: string
  readonly digest: string
  /** A finished page for a sandboxed frame. */
  readonly page: string
  /** The whole cover, and the two parts of it that are seen: `x1_y1_x2_y2` from 0 to 1. */
  readonly cover?: { readonly url: string; readonly wide: string; readonly square: string }
  readonly findings: readonly Finding[]
  /** Characters of the content as it is sent. */
  readonly length: { readonly actual: number; readonly limit: number }
}
