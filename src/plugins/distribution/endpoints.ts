/**
 * The HTTP addresses behind the admin's buttons, for programs too: POST /api/deliveries/ID/resend and …/resolve,
 * POST /api/TYPE/ID/withdraw and …/correct. Cookies count only from our own origin, as everywhere in Payload.
 * Refusals are `{ errors: [{ message }] }`: 400 input, 403 rights, 404 no such row or document, 409 its state.
 */
import { Forbidden, type Endpoint, type Payload, type PayloadRequest } from 'payload'
import { z } from 'zod'

import { may, type GovernedCollection, type Operation } from '@/collections/access'
import type { DocumentType } from '@/core'

import { adminTexts, filled, type Label } from './admin-texts'
import { NOTE_LIMIT } from './limits'
import {
  correctDocument,
  OperationError,
  resend,
  resolveHeld,
  withdrawDocument,
} from './operations'
import type { ReconcileContext, Reference } from './reconcile'

const t = adminTexts.operations

type CollectionEndpoint = Omit<Endpoint, 'root'>
type ContextOf = (payload: Payload) => ReconcileContext

const words = z.string().trim().min(1).max(NOTE_LIMIT)
const WITHDRAWAL = z.strictObject({ reason: words })
const CORRECTION = z.strictObject({ note: words })
const RESOLUTION = z.strictObject({ outcome: z.enum(['delivered', 'failed']), note: words })
const NOTHING = z.strictObject({})

export const deliveryEndpoints = (contextOf: ContextOf): CollectionEndpoint[] => [
  endpoint({
    collection: 'deliveries',
    action: 'resend',
    input: NOTHING,
    rule: t.errors.noInput,
    async run({ id, req }) {
      const row = await resend(contextOf(req.payload), id)
      return { message: say(t.resend.done, req), id: row }
    },
  }),
  endpoint({
    collection: 'deliveries',
    action: 'resolve',
    input: RESOLUTION,
    rule: t.errors.resolution,
    async run({ id, req, input: { outcome, note } }) {
      await resolveHeld(contextOf(req.payload), id, outcome, note, req.user?.email)
      return { message: say(t.resolve.done, req), id }
    },
  }),
]

export const documentEndpoints = (
  type: DocumentType,
  contextOf: ContextOf,
): CollectionEndpoint[] => {
  /** Does it, and answers with the document as it is then. */
  const change = <Input>(
    action: 'withdraw' | 'correct',
    input: z.ZodType<Input>,
    rule: Label,
    act: (reference: Reference, input: Input, req: PayloadRequest) => Promise<void>,
  ): CollectionEndpoint =>
    endpoint({
      ...{ collection: type, action, input, rule },
      async run({ id, req, input: given }) {
        await act({ type, id }, given, req)
        return { message: say(t[action].done, req), doc: await newest(type, id, req) }
      },
    })
  return [
    change('withdraw', WITHDRAWAL, t.errors.withdrawal, (reference, { reason }, req) =>
      withdrawDocument(contextOf(req.payload), reference, reason, req),
    ),
    change('correct', CORRECTION, t.errors.correction, (reference, { note }, req) =>
      correctDocument(contextOf(req.payload), reference, note, req),
    ),
  ]
}

interface Action<Input> {
  readonly collection: GovernedCollection
  /** The last part of the address, and the right it takes. */
  readonly action: Operation
  readonly input: z.ZodType<Input>
  /** What the input must be, said when it is not. */
  readonly rule: Label
  readonly run: (call: {
    readonly id: string
    readonly input: Input
    readonly req: PayloadRequest
  }) => Promise<object>
}

const endpoint = <Input>({
  collection,
  action,
  input: schema,
  rule,
  run,
}: Action<Input>): CollectionEndpoint => ({
  path: `/:id/${action}`,
  method: 'post',
  async handler(req) {
    if (!may(req.user, action, collection)) throw new Forbidden(req.t)
    const input = schema.safeParse(await bodyOf(req))
    if (!input.success) return refusal(400, filled(rule, { limit: NOTE_LIMIT }), req)
    try {
      const id = String(req.routeParams?.['id'])
      const answer = await run({ id, input: input.data, req })
      req.payload.logger.info({ action, id, by: req.user?.email, msg: 'done by hand' })
      return Response.json(answer)
    } catch (error) {
      if (!(error instanceof OperationError)) throw error
      return refusal(error.kind === 'absent' ? 404 : 409, error.label, req)
    }
  },
})

/** The JSON body; undefined where it is none, which no rule accepts but that of an empty one. */
async function bodyOf(req: PayloadRequest): Promise<unknown> {
  const body = (await req.text?.()) ?? ''
  if (body === '') return {}
  try {
    return JSON.parse(body) as unknown
  } catch {
    // Not JSON is wrong input like any other: the caller is told the rule.
    return undefined
  }
}

const refusal = (status: number, label: Label, req: PayloadRequest): Response =>
  Response.json({ errors: [{ message: say(label, req) }] }, { status })

const say = (label: Label, { i18n }: PayloadRequest): string =>
  i18n.language.startsWith('en') ? label.en : label.zh

/** The document as the one who asked may see it, for the form. */
const newest = (type: DocumentType, id: string, req: PayloadRequest): Promise<unknown> =>
  req.payload.findByID({
    collection: type,
    id,
    depth: 0,
    draft: true,
    overrideAccess: false,
    req,
  })
