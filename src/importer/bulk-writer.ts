/**
 * Writes new documents in batches: each is checked and completed by the same fields and hooks as in Payload's own
 * create, then the rows of the batch, its revisions and its ledger rows go into one transaction. What create does beside
 * that, reading every document back several times, is left out.
 */
import {
  beforeChangeTraverseFields,
  beforeValidateTraverseFields,
  createLocalReq,
  ValidationError,
  type JsonObject,
  type Payload,
  type PayloadRequest,
  type SanitizedCollectionConfig,
  type ValidationFieldError,
} from 'payload'

import type { ContentType } from '@/core'

import { inOneTransaction } from './one-transaction'
import {
  findingsOf,
  writeOne,
  type DocumentChange,
  type DocumentWriter,
  type WriteResult,
} from './writer'

/** Documents written together. */
const BATCH = 50

export interface BulkWriterOptions {
  readonly payload: Payload
  /** Makes the revisions and ledger rows of published documents, in the transaction of `req`. */
  readonly reconcile: (
    references: readonly { readonly type: ContentType; readonly id: string }[],
    req: PayloadRequest,
  ) => Promise<unknown>
}

interface Prepared {
  readonly change: DocumentChange
  readonly data: JsonObject
}

/** Only for a process in which nothing else uses the database meanwhile, like the command line. */
export function bulkWriter({ payload, reconcile }: BulkWriterOptions): DocumentWriter {
  let batch: Prepared[] = []

  async function flush(): Promise<WriteResult[]> {
    const documents = batch
    batch = []
    if (documents.length === 0) return []
    try {
      const req = await requestOf(payload)
      await inOneTransaction(req, async () => {
        for (const document of documents) await insert(document, req)
        await reconcile(
          documents
            .filter(({ change }) => change.data._status === 'published')
            .map(({ change: { collection: type, id } }) => ({ type, id })),
          req,
        )
      })
      return documents.map(({ change }) => ({ change, findings: [] }))
    } catch (error) {
      payload.logger.warn({ err: error, msg: 'A batch of the import is written one by one' })
      // Nothing of the batch is stored. One by one, only the document at fault is refused, with its own reason.
      const results: WriteResult[] = []
      for (const { change } of documents) results.push(await writeAlone(payload, change))
      return results
    }
  }

  return {
    async write(change) {
      if (!change.isNew) return [await writeAlone(payload, change)]
      try {
        batch.push({ change, data: await prepare(change, await requestOf(payload)) })
      } catch (error) {
        return [{ change, findings: findingsOf(error) }]
      }
      return batch.length < BATCH ? [] : flush()
    },
    flush,
  }
}

/** The hooks that make ledger rows stay out of it: the batch is reconciled in one go. */
const requestOf = (payload: Payload): Promise<PayloadRequest> =>
  createLocalReq({ context: { reconcilesItself: true } }, payload)

async function writeAlone(payload: Payload, change: DocumentChange): Promise<WriteResult> {
  try {
    await writeOne(payload, change)
    return { change, findings: [] }
  } catch (error) {
    return { change, findings: findingsOf(error) }
  }
}

/** The document as it will be stored; throws a ValidationError as create does. */
async function prepare(
  { collection: slug, id, data: fields }: DocumentChange,
  req: PayloadRequest,
): Promise<JsonObject> {
  const { config } = req.payload.collections[slug]
  let data: JsonObject = { ...fields, id }
  await beforeValidateTraverseFields({
    ...commonArguments(config, req),
    data,
    doc: {},
    siblingData: data,
    siblingDoc: {},
  })
  const hooks = [...(config.hooks.beforeValidate ?? []), ...(config.hooks.beforeChange ?? [])]
  for (const hook of hooks) {
    const result: unknown = await hook({
      collection: config,
      context: req.context,
      data,
      operation: 'create',
      originalDoc: {},
      req,
    })
    data = result ?? data
  }
  const errors: ValidationFieldError[] = []
  const mergeLocaleActions: (() => Promise<void> | void)[] = []
  await beforeChangeTraverseFields({
    ...commonArguments(config, req),
    data,
    doc: {},
    docWithLocales: {},
    errors,
    fieldLabelPath: '',
    mergeLocaleActions,
    siblingData: data,
    siblingDoc: {},
    siblingDocWithLocales: {},
  })
  if (errors.length > 0) throw new ValidationError({ collection: slug, errors, req }, req.t)
  for (const action of mergeLocaleActions) await action()
  return data
}

const commonArguments = (
  config: SanitizedCollectionConfig,
  req: PayloadRequest,
): Pick<
  Parameters<typeof beforeValidateTraverseFields>[0],
  | 'collection'
  | 'context'
  | 'fields'
  | 'global'
  | 'overrideAccess'
  | 'parentIndexPath'
  | 'parentIsLocalized'
  | 'parentPath'
  | 'parentSchemaPath'
  | 'req'
> & { operation: 'create' } => ({
  collection: config,
  context: req.context,
  fields: config.fields,
  global: null,
  operation: 'create',
  overrideAccess: true,
  parentIndexPath: '',
  parentIsLocalized: false,
  parentPath: '',
  parentSchemaPath: '',
  req,
})

/** The document's rows and those of its first version, and the hooks that follow a create. */
async function insert(
  { change: { collection, id }, data }: Prepared,
  req: PayloadRequest,
): Promise<void> {
  const { config } = req.payload.collections[collection]
  const moment = new Date().toISOString()
  const document = { ...data, createdAt: moment, updatedAt: moment }
  await req.payload.db.create({
    collection,
    data: structuredClone(document),
    req,
    returning: false,
  })
  await req.payload.db.createVersion({
    autosave: false,
    collectionSlug: collection,
    createdAt: moment,
    updatedAt: moment,
    parent: id,
    versionData: document,
    req,
    returning: false,
  })
  for (const hook of config.hooks.afterChange ?? []) {
    await hook({
      collection: config,
      context: req.context,
      data,
      doc: document,
      operation: 'create',
      overrideAccess: true,
      previousDoc: {},
      req,
    })
  }
}
