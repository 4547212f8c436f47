/** Resumption tokens: everything a list needs to go on. Nothing is remembered, so they never run out. */
import { isSetSpec } from './sets'
import type { DateRange } from './arguments'

export interface OaiPlace extends DateRange {
  readonly epoch: string
  readonly seq: number
  readonly prefix: string
  readonly set?: string
  /** What went before, so that `cursor` can be told. */
  readonly count: number
}

export const writeOaiToken = ({ epoch, seq, prefix, set, from, before, count }: OaiPlace): string =>
  Buffer.from(
    JSON.stringify([epoch, seq, prefix, count, set ?? null, from ?? null, before ?? null]),
  ).toString('base64url')

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** `undefined` for what is none of ours. */
export function readOaiToken(token: string): OaiPlace | undefined {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(token, 'base64url').toString())
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  if (!Array.isArray(value) || value.length !== 7) return undefined
  const [epoch, seq, prefix, count, set, from, before] = value as unknown[]
  const isMoment = (one: unknown): one is string | null =>
    one === null || (typeof one === 'string' && MOMENT.test(one))
  if (
    typeof epoch !== 'string' ||
    !isCount(seq) ||
    !isCount(count) ||
    typeof prefix !== 'string' ||
    !(set === null || (typeof set === 'string' && isSetSpec(set))) ||
    !isMoment(from) ||
    !isMoment(before)
  ) {
    return undefined
  }
  return {
    ...{ epoch, seq, prefix, count },
    ...(set === null ? {} : { set }),
    ...(from === null ? {} : { from }),
    ...(before === null ? {} : { before }),
  }
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
