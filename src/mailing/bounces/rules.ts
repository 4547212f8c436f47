/** What a delivery status says of an address (RFC 3463, 3464). */

/** `hard`: the address is dead; `soft`: this message was not taken, perhaps the next one is. */
export type BounceKind = 'hard' | 'soft'

/** Enhanced status codes that speak of the address or of its domain. The first beginning that fits decides; the rest of 5.x.x is soft. */
export const STATUS_RULES: readonly { readonly status: string; readonly kind: BounceKind }[] = [
  { status: '4.', kind: 'soft' },
  // The sender's address, not the reader's.
  { status: '5.1.7', kind: 'soft' },
  { status: '5.1.8', kind: 'soft' },
  { status: '5.1.', kind: 'hard' },
  // Disabled for good; full (5.2.2) is a matter of days.
  { status: '5.2.1', kind: 'hard' },
  { status: '5.4.4', kind: 'hard' },
  // Servers that say no more than that it failed.
  { status: '5.0.0', kind: 'hard' },
]

export const kindOf = (status: string): BounceKind =>
  STATUS_RULES.find((rule) => status.startsWith(rule.status))?.kind ?? 'soft'

/** Soft bounces of so many mailings within so long are as good as a hard one. */
export const SOFT_BOUNCES = { mailings: 3, windowMs: 30 * 24 * 60 * 60_000 } as const
