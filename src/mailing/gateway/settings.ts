/** How a gateway for MMS or SMS is reached: a file of JSON that an administrator writes. Secrets are named in it, never written. */
import { z } from 'zod'

import { CHANNEL_SECRET, type MailingForm } from '@/core'

export type NumberForm = Exclude<MailingForm, 'email'>

const SECRET_NAME = z.string().regex(CHANNEL_SECRET, 'must name a variable CHANNEL_SECRET_…')
/** RFC 9110, 5.6.2. */
const HEADER_NAME = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'must be a header’s name')
const HEADER_VALUE = z.string().regex(/^[\x20-\x7e]*$/, 'must be printable ASCII')
/** Names of members with dots between them, such as `data.id`; numbers stand for places in a list. */
const MEMBER = z.string().regex(/^[^.\s]+(?:\.[^.\s]+)*$/, 'must be a member such as data.id')
const URL_TEXT = z
  .string()
  .refine((text) => ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? ''), {
    message: 'must be an http or https address',
  })
  .refine((text) => !URL.parse(text)?.host.includes('{'), {
    message: 'must name its host without a placeholder',
  })
const VALUES = z.array(z.string().min(1)).default([])

/** How numbers, kept as E.164, are written: `+8613…`, `8613…`, or without the country's prefix. */
export const NUMBER_FORMATS = ['e164', 'digits', 'national'] as const

const common = {
  url: URL_TEXT,
  headers: z.record(HEADER_NAME, HEADER_VALUE).default({}),
  /** Header to the variable that holds its value. */
  secretHeaders: z.record(HEADER_NAME, SECRET_NAME).default({}),
  numbers: z.enum(NUMBER_FORMATS).default('e164'),
  /** The variable that holds the secret of the address for delivery reports; without it there are none. */
  reportSecret: SECRET_NAME.optional(),
}

const mm7 = z.strictObject({
  kind: z.literal('mm7'),
  ...common,
  vaspId: z.string().min(1).max(64),
  vasId: z.string().min(1).max(64),
  /** Our short code. */
  sender: z.string().regex(/^\+?\d{3,20}$/, 'must be a number or a short code'),
  serviceCode: z.string().min(1).max(64).optional(),
})

const http = z.strictObject({
  kind: z.literal('http'),
  ...common,
  method: z.enum(['POST', 'PUT', 'GET']).default('POST'),
  bodyType: z.enum(['json', 'form']).default('json'),
  /** With placeholders (PLACEHOLDERS) in its texts. */
  body: z.json().optional(),
  /** The answer's JSON says yes when this member has one of these values; without it any 2xx does. */
  accepted: z.strictObject({ member: MEMBER, values: VALUES }).optional(),
  /** Values of that member that ask for patience, and those that say the number is wrong. */
  busy: VALUES,
  badNumber: VALUES,
  /** The member that holds the gateway's name for the message. */
  receipt: MEMBER.optional(),
  report: z
    .strictObject({
      /** A member that holds a list of reports; without it the body is one, or a list of them. */
      list: MEMBER.optional(),
      receipt: MEMBER.optional(),
      /** The member in which the gateway repeats our `{{reference}}`. */
      reference: MEMBER.optional(),
      status: MEMBER,
      delivered: VALUES,
      failed: VALUES,
      badNumber: VALUES,
      /** What the gateway wants to be answered. */
      answer: z.string().max(1000).default('OK'),
    })
    .refine(({ receipt, reference }) => receipt !== undefined || reference !== undefined, {
      message: 'must say in which member receipt or reference is',
    })
    .optional(),
})

const gateway = z.discriminatedUnion('kind', [mm7, http])
export type Mm7Gateway = z.infer<typeof mm7>
export type HttpGateway = z.infer<typeof http>
export type GatewaySettings = z.infer<typeof gateway>

/** What may stand in a URL, where it is encoded, and in the texts of a body. `{{parts}}` alone becomes a list. */
export const PLACEHOLDERS = {
  sms: ['to', 'text', 'reference'],
  mms: ['to', 'subject', 'smil', 'parts', 'reference'],
} as const satisfies Readonly<Record<NumberForm, readonly string[]>>

/** A gateway with its secrets. */
export interface Gateway {
  readonly form: NumberForm
  readonly settings: GatewaySettings
  /** Values of `secretHeaders`. */
  readonly secretHeaders: Readonly<Record<string, string>>
  readonly reportSecret?: string
}

/** What is wrong with a gateway's file: the member, and the rule it breaks. Names no secret. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError'
}

/** Shorter ones can be guessed. */
const LEAST_SECRET = 16

/** `configured` answers the variable of that name. */
export function readGateway(
  form: NumberForm,
  text: string,
  configured: (name: string) => string | undefined,
): Gateway {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    // The parser's own words would show what is in the file.
    throw new GatewayError('不是有效的 JSON / is not valid JSON')
  }
  const parsed = gateway.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new GatewayError(`${issue?.path.join('.') || '.'}: ${issue?.message ?? ''}`)
  }
  const settings = parsed.data
  if (settings.kind === 'mm7' && form !== 'mms')
    throw new GatewayError('kind: MM7 只用于彩信 / MM7 is for MMS only')
  if (settings.kind === 'http') checkPlaceholders(form, settings)
  const secret = (name: string): string => {
    const value = configured(name)
    if (value === undefined || value === '')
      throw new GatewayError(`环境变量 ${name} 没有设置 / the variable ${name} is not set`)
    if (!/^[\x20-\x7e]+$/.test(value))
      throw new GatewayError(`${name}: 应为可见 ASCII 字符 / must be printable ASCII`)
    return value
  }
  const secretHeaders = Object.fromEntries(
    Object.entries(settings.secretHeaders).map(([header, name]) => [header, secret(name)]),
  )
  if (settings.reportSecret === undefined) return { form, settings, secretHeaders }
  const reportSecret = secret(settings.reportSecret)
  if (reportSecret.length < LEAST_SECRET || !/^[\w-]+$/.test(reportSecret)) {
    throw new GatewayError(
      `${settings.reportSecret}: 应为至少 ${String(LEAST_SECRET)} 个字母、数字、下划线或连字符 / must be at least ${String(LEAST_SECRET)} letters, digits, underscores or hyphens`,
    )
  }
  return { form, settings, secretHeaders, reportSecret }
}

function checkPlaceholders(form: NumberForm, { url, body }: HttpGateway): void {
  const allowed: readonly string[] = PLACEHOLDERS[form]
  const used = [...`${url} ${JSON.stringify(body ?? '')}`.matchAll(/\{\{([^{}]*)\}\}/g)].map(
    ([, name = '']) => name,
  )
  const unknown = used.find((name) => !allowed.includes(name))
  if (unknown !== undefined)
    throw new GatewayError(
      `{{${unknown}}}: 只能用 / only ${allowed.map((name) => `{{${name}}}`).join(' ')}`,
    )
  if (!used.includes('to'))
    throw new GatewayError('url, body: 没有写 {{to}} / {{to}} is in neither of them')
}
