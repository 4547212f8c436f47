/** The Payload plugin: ledger collections, and the hooks that turn a publish into a revision and its ledger rows. */
import type {
  CollectionAfterChangeHook,
  CollectionAfterDeleteHook,
  CollectionConfig,
  Payload,
  Plugin,
} from 'payload'

import { isDocumentType, type Channel, type DocumentType } from '@/core'

import { channelsCollection, type Seal } from './collections/channels'
import { deliveriesCollection } from './collections/deliveries'
import { Leases } from './collections/leases'
import { Revisions } from './collections/revisions'
import { SiteGlobal } from './collections/site'
import { Timetable } from './collections/timetable'
import { reconcilePublished } from './courses'
import { deliveryEndpoints, documentEndpoints } from './endpoints'
import { settleChannel } from './gone-channels'
import { type ReconcileContext, type Reference } from './reconcile'
import { onPublish } from './signals'
import { storesOf } from './stores'

export interface DistributionOptions {
  /** The installed channel kinds: src/plugins/channels.ts. */
  readonly channels: readonly Channel[]
  readonly timeZone: string
  /** Switched off, publishing writes no rows; the collections stay, so the schema does not hang on a switch. */
  readonly enabled?: boolean
  readonly now?: () => Date
  /** How secrets typed into a channel's form are kept; without it they are not taken. */
  readonly seal?: Seal
}

export const distribution =
  (options: DistributionOptions): Plugin =>
  (config) => ({
    ...config,
    collections: [
      ...(config.collections ?? []).map((collection) =>
        options.enabled !== false && isDocumentType(collection.slug)
          ? withActions(withOutbox(collection, options), collection.slug, options)
          : collection,
      ),
      withSettling(channelsCollection(options.channels, options.seal), options),
      deliveriesCollection(options.channels, deliveryEndpoints(contextOf(options))),
      Revisions,
      Timetable,
      Leases,
    ],
    globals: [...(config.globals ?? []), SiteGlobal],
  })

/** What reconciling needs, from a running Payload. */
export function reconcileContext(payload: Payload, options: DistributionOptions): ReconcileContext {
  return {
    payload,
    ledger: storesOf(payload).ledger,
    kinds: options.channels,
    now: options.now ?? ((): Date => new Date()),
    timeZone: options.timeZone,
  }
}

const contextOf =
  (options: DistributionOptions) =>
  (payload: Payload): ReconcileContext =>
    reconcileContext(payload, options)

/** Withdraw and correct: their addresses, and their buttons beside Payload's own. */
function withActions(
  collection: CollectionConfig,
  type: DocumentType,
  options: DistributionOptions,
): CollectionConfig {
  const { admin, endpoints } = collection
  const edit = admin?.components?.edit
  return {
    ...collection,
    endpoints: [...(endpoints || []), ...documentEndpoints(type, contextOf(options))],
    admin: {
      ...admin,
      components: {
        ...admin?.components,
        edit: {
          ...edit,
          beforeDocumentControls: [
            ...(edit?.beforeDocumentControls ?? []),
            {
              path: '/src/plugins/distribution/components/DocumentActions#DocumentActions',
              serverProps: { type },
            },
          ],
        },
      },
    },
  }
}

/** A deleted channel's open rows are settled; where that fails, the sweep does it. */
function withSettling(
  collection: CollectionConfig<'channels'>,
  options: DistributionOptions,
): CollectionConfig<'channels'> {
  const afterDelete: CollectionAfterDeleteHook = async ({ id, req: { payload, user } }) => {
    try {
      const context = reconcileContext(payload, options)
      await settleChannel(context, String(id), user?.email ?? 'delete')
    } catch (error) {
      payload.logger.error({ err: error, channel: id, msg: 'left to the sweep' })
    }
  }
  return {
    ...collection,
    hooks: {
      ...collection.hooks,
      afterDelete: [...(collection.hooks?.afterDelete ?? []), afterDelete],
    },
  }
}

function withOutbox(collection: CollectionConfig, options: DistributionOptions): CollectionConfig {
  const afterChange: CollectionAfterChangeHook = async ({ doc, req, context }) => {
    if (!skips(context))
      await publishHook(options, collection.slug, String((doc as { id: string }).id), req, context)
    return doc as unknown
  }
  const afterDelete: CollectionAfterDeleteHook = async ({ id, req, context }) => {
    if (!skips(context)) await publishHook(options, collection.slug, String(id), req, context)
  }
  return {
    ...collection,
    hooks: {
      ...collection.hooks,
      afterChange: [...(collection.hooks?.afterChange ?? []), afterChange],
      afterDelete: [...(collection.hooks?.afterDelete ?? []), afterDelete],
    },
  }
}

/** Context flags of a write. */
export interface PublishContext {
  /** The caller reconciles many documents itself, in one go. */
  readonly reconcilesItself?: boolean
  /** Why it is corrected or withdrawn; shown to readers. */
  readonly reason?: string
}

const skips = (context: PublishContext): boolean => context.reconcilesItself === true

/**
 * With a transaction a fault here undoes the publish. Without one the document is published already: failing would tell
 * the editor it was not, so the fault is logged and the sweep does the work within minutes.
 */
async function publishHook(
  options: DistributionOptions,
  collection: string,
  id: string,
  req: Parameters<CollectionAfterChangeHook>[0]['req'],
  { reason }: PublishContext,
): Promise<void> {
  if (!isDocumentType(collection)) return
  const context = reconcileContext(req.payload, options)
  const reference: Reference = { type: collection, id }
  try {
    const result = await reconcilePublished(context, [reference], {
      req,
      ...(reason ? { reason } : {}),
    })
    if (result.refused[0]) req.payload.logger.error({ ...result.refused[0], msg: 'not delivered' })
    onPublish.emit(result.deliveries)
  } catch (error) {
    if (req.transactionID) throw error
    req.payload.logger.error({
      err: error,
      document: `${collection}/${id}`,
      msg: 'left to the sweep',
    })
  }
}
