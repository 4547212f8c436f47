/** Reads a request as strictly as OAI-PMH 2.0 asks: unknown, repeated, missing and exclusive arguments are errors. */
import { OaiError } from './errors'

export const VERBS = {
  Identify: { required: [], optional: [], exclusive: undefined },
  ListMetadataFormats: { required: [], optional: ['identifier'], exclusive: undefined },
  ListSets: { required: [], optional: [], exclusive: 'resumptionToken' },
  ListIdentifiers: {
    required: ['metadataPrefix'],
    optional: ['from', 'until', 'set'],
    exclusive: 'resumptionToken',
  },
  ListRecords: {
    required: ['metadataPrefix'],
    optional: ['from', 'until', 'set'],
    exclusive: 'resumptionToken',
  },
  GetRecord: { required: ['identifier', 'metadataPrefix'], optional: [], exclusive: undefined },
} as const
export type Verb = keyof typeof VERBS

export interface OaiRequest {
  readonly verb: Verb
  /** Without the verb. */
  readonly values: Readonly<Record<string, string>>
}

const isVerb = (text: string): text is Verb => Object.hasOwn(VERBS, text)

/** Throws OaiError `badVerb` or `badArgument`. */
export function readRequest(query: URLSearchParams): OaiRequest {
  const verbs = query.getAll('verb')
  const [verb = ''] = verbs
  if (verbs.length !== 1 || !isVerb(verb)) {
    throw new OaiError(
      'badVerb',
      verbs.length === 1 ? `There is no verb ${verb.slice(0, 100)}` : undefined,
    )
  }
  const { required, optional, exclusive } = VERBS[verb]
  const known: readonly string[] = [...required, ...optional, ...(exclusive ? [exclusive] : [])]
  const values: Record<string, string> = {}
  for (const [name, value] of query) {
    if (name === 'verb') continue
    if (!known.includes(name)) throw new OaiError('badArgument', `${verb} has no argument ${name}`)
    if (Object.hasOwn(values, name)) throw new OaiError('badArgument', `${name} is there twice`)
    values[name] = value
  }
  if (exclusive && Object.hasOwn(values, exclusive)) {
    if (Object.keys(values).length > 1) {
      throw new OaiError('badArgument', `${exclusive} stands alone, beside the verb`)
    }
    return { verb, values }
  }
  const missing = required.find((name) => !Object.hasOwn(values, name))
  if (missing !== undefined) throw new OaiError('badArgument', `${verb} needs ${missing}`)
  return { verb, values }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const SECOND = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/
const DAY_MS = 24 * 60 * 60_000

export interface DateRange {
  /** Both ISO 8601 with milliseconds; the first is included, the second not. */
  readonly from?: string
  readonly before?: string
}

/** `until` is included, to its second or day. Throws OaiError `badArgument`. */
export function rangeOf({
  from,
  until,
}: {
  readonly from?: string | undefined
  readonly until?: string | undefined
}): DateRange {
  if (from !== undefined && until !== undefined) {
    if (from.length !== until.length) {
      throw new OaiError('badArgument', 'from and until must have the same granularity')
    }
    if (from > until) throw new OaiError('badArgument', 'from must not be later than until')
  }
  return {
    ...(from === undefined ? {} : { from: new Date(momentOf('from', from)).toISOString() }),
    ...(until === undefined
      ? {}
      : {
          before: new Date(
            momentOf('until', until) + (DAY.test(until) ? DAY_MS : 1000),
          ).toISOString(),
        }),
  }
}

function momentOf(name: string, text: string): number {
  const moment = DAY.test(text) || SECOND.test(text) ? Date.parse(text) : NaN
  // `2014-02-30` is read as 2 March by some.
  if (
    !Number.isNaN(moment) &&
    new Date(moment).toISOString().startsWith(text.slice(0, 19).replace('Z', ''))
  ) {
    return moment
  }
  throw new OaiError(
    'badArgument',
    `${name} must be YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ, and is ${text.slice(0, 40)}`,
  )
}
