/** The Payload plugin for proofs of editions: below the entries, each form by the renderer that will send it. Adds nothing to the schema. */
import type { Plugin } from 'payload'

import { preflight } from './preflight'
import { proofEndpoint, type ProofOptions } from './proof-endpoint'
import { testSendEndpoint } from './test-send-endpoint'

export const newspaperProofs =
  (options: ProofOptions): Plugin =>
  (config) => ({
    ...config,
    collections: (config.collections ?? []).map((collection) =>
      collection.slug === 'editions'
        ? {
            ...collection,
            endpoints: [
              ...(collection.endpoints || []),
              proofEndpoint(options),
              testSendEndpoint(options),
            ],
            hooks: {
              ...collection.hooks,
              beforeChange: [...(collection.hooks?.beforeChange ?? []), preflight(options)],
            },
            fields: [
              ...collection.fields,
              {
                name: 'newspaperProof',
                type: 'ui',
                admin: {
                  components: { Field: '/src/admin/newspaper/NewspaperProof#NewspaperProof' },
                },
              },
            ],
          }
        : collection,
    ),
  })
