/**
 * What mail servers answer, and what follows (RFC 5321, RFC 3463, RFC 5248). The first rule that fits decides. An address
 * at fault is not written to again; a refusal of the message or of its sender says nothing of the address.
 */
export interface AnswerRule {
  /** Beginning of the enhanced status, such as `5.1.`; absent: any. */
  readonly status?: string
  /** Reply codes from … to. */
  readonly replies: readonly [number, number]
  /** Only when refused at that command. */
  readonly command?: 'RCPT TO'
  readonly follows: 'later' | 'failed' | 'address'
}

export const ANSWER_RULES: readonly AnswerRule[] = [
  { replies: [400, 499], follows: 'later' },
  // Mailbox full: permanent by its number, temporary by its nature.
  { status: '5.2.2', replies: [500, 599], follows: 'failed' },
  { status: '5.1.7', replies: [500, 599], follows: 'failed' },
  { status: '5.1.8', replies: [500, 599], follows: 'failed' },
  { status: '5.1.', replies: [500, 599], follows: 'address' },
  { status: '5.2.1', replies: [500, 599], follows: 'address' },
  { status: '5.', replies: [500, 599], follows: 'failed' },
  { replies: [550, 553], command: 'RCPT TO', follows: 'address' },
  { replies: [500, 599], follows: 'failed' },
]

export function follows(
  reply: number,
  text: string,
  command: string | undefined,
): AnswerRule['follows'] {
  const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1]
  const rule = ANSWER_RULES.find(
    (each) =>
      reply >= each.replies[0] &&
      reply <= each.replies[1] &&
      (each.status === undefined || (status?.startsWith(each.status) ?? false)) &&
      (each.command === undefined || each.command === command),
  )
  return rule?.follows ?? 'failed'
}

/** For the ledger: the reply and its status, never its text, which may name the address. */
export const codeOf = (reply: number, text: string): string => {
  const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1]
  return status ? `${String(reply)} ${status}` : String(reply)
}
