import {
  APIError,
  type CollectionBeforeOperationHook,
  type PayloadRequest,
  type Where,
} from 'payload'

import { say, texts } from '@/i18n/texts'

import { may, rolesThatMay, type GovernedCollection, type Operation } from '../access'

/**
 * Refuses to publish, to change what is published, and to unpublish, unless the matrix allows it. Runs before every
 * write that comes with a user (REST, admin, scheduled publishing); the hub's own writes (importer, command line)
 * override access and pass. A beforeOperation hook, because only here is it known whether a draft is being saved.
 */
export const publishingRights =
  (collection: GovernedCollection): CollectionBeforeOperationHook =>
  async ({ args, operation, overrideAccess, req }) => {
    if (overrideAccess === true || !isWrite(operation)) return
    const needed = await rightNeeded(collection, operation, args as WriteArguments, req)
    if (needed !== undefined && !may(req.user, needed, collection)) {
      throw refusal(needed, collection, req)
    }
  }

interface WriteArguments {
  readonly id?: unknown
  readonly data?: { readonly _status?: unknown } | null
  readonly draft?: boolean
  readonly where?: Where
}

const WRITES = ['create', 'update', 'updateByID', 'restoreVersion'] as const
type Write = (typeof WRITES)[number]
const isWrite = (operation: string): operation is Write =>
  (WRITES as readonly string[]).includes(operation)

async function rightNeeded(
  collection: GovernedCollection,
  operation: Write,
  { id, data, draft, where }: WriteArguments,
  req: PayloadRequest,
): Promise<Operation | undefined> {
  // A restored version goes live as it was, unless it is restored as a draft.
  if (operation === 'restoreVersion') return draft === true ? undefined : 'publish'
  if (data?._status === 'published') return 'publish'
  if (operation === 'create' || draft === true) return undefined
  const target: Where = id === undefined ? (where ?? {}) : { id: { equals: id } }
  const { totalDocs: published } = await req.payload.db.count({
    collection,
    where: { and: [target, { _status: { equals: 'published' } }] },
    req,
  })
  if (published === 0) return undefined
  return data?._status === 'draft' ? 'unpublish' : 'publish'
}

function refusal(
  operation: Operation,
  collection: GovernedCollection,
  req: PayloadRequest,
): APIError {
  const { language } = req.i18n
  const roles = rolesThatMay(operation, collection)
    .map((role) => say(texts.options.roles[role], language))
    .join(language.startsWith('en') ? ', ' : '、')
  const message =
    operation === 'unpublish' ? texts.errors.unpublishForbidden : texts.errors.publishForbidden
  return new APIError(say(message, language, { roles }), 403, null, true)
}
