/**
 * The Payload plugin for proofs of WeChat: a tab in every content form with the article as a phone shows it, by the
 * renderer that delivers it, and lengths beside the fields WeChat limits. Adds nothing to the schema.
 */
import type { CollectionConfig, Field, Plugin } from 'payload'

import { isContentType } from '@/core'
import { DRAFT } from '@/plugins/wechat/limits'

import { proofEndpoint, type ProofOptions } from './proof-endpoint'
import { proofTexts } from './texts'

/** Fields with a length of their own in WeChat. */
const COUNTED = {
  title: DRAFT.title,
  summary: DRAFT.digest,
  authorUnit: DRAFT.author,
} as const satisfies Record<string, number>

export const wechatProofs =
  (options: ProofOptions): Plugin =>
  (config) => ({
    ...config,
    collections: (config.collections ?? []).map((collection) =>
      isContentType(collection.slug) ? withProof(collection, options) : collection,
    ),
  })

const withProof = (collection: CollectionConfig, options: ProofOptions): CollectionConfig => ({
  ...collection,
  endpoints: [...(collection.endpoints || []), proofEndpoint(collection.slug, options)],
  fields: withTab(collection.fields).map(withCount),
})

/** As the last tab of the form. */
const withTab = (fields: readonly Field[]): Field[] =>
  fields.map((field) =>
    field.type === 'tabs'
      ? {
          ...field,
          tabs: [
            ...field.tabs,
            {
              label: proofTexts.tab,
              fields: [
                {
                  name: 'wechatProof',
                  type: 'ui',
                  admin: { components: { Field: '/src/admin/wechat/WechatProof#WechatProof' } },
                },
              ],
            },
          ],
        }
      : field,
  )

function withCount(field: Field): Field {
  if (field.type === 'tabs')
    return {
      ...field,
      tabs: field.tabs.map((tab) => ({ ...tab, fields: tab.fields.map(withCount) })),
    }
  if (field.type !== 'text' && field.type !== 'textarea') return field
  const limit = Object.entries(COUNTED).find(([name]) => name === field.name)?.[1]
  if (limit === undefined) return field
  const counted = {
    ...field.admin?.components,
    afterInput: [
      ...(field.admin?.components?.afterInput ?? []),
      { path: '/src/admin/wechat/WechatCount#WechatCount', clientProps: { limit } },
    ],
  }
  return { ...field, admin: { ...field.admin, components: counted } } as Field
}
