/**
 * The Payload plugin for WeChat in the admin: a tab in every content form with the article as a phone shows it, by the renderer
 * that delivers it; lengths and findings at the fields WeChat limits; a panel on the page of every account; what is left of quotas
 * above the ledger. Adds nothing to the schema.
 */
import type { CollectionConfig, Field, Plugin } from 'payload'

import { isContentType, type Channel } from '@/core'
import { ACCOUNT_KINDS } from '@/plugins/wechat'
import { DRAFT } from '@/plugins/wechat/limits'
import type { Settings } from '@/settings'

import { accountEndpoints } from './account-endpoints'
import { proofEndpoint, type ProofOptions } from './proof-endpoint'
import { proofTexts } from './texts'

/** Fields with a length of their own in WeChat. */
const COUNTED = {
  title: DRAFT.title,
  summary: DRAFT.digest,
  authorUnit: DRAFT.author,
} as const satisfies Record<string, number>

/** Comes after the plugin that brings channels and the ledger. */
export const wechatAdmin =
  (settings: Settings, kinds: readonly Channel[]): Plugin =>
  (config) => ({
    ...config,
    collections: (config.collections ?? []).map((collection) => {
      if (isContentType(collection.slug)) return withProof(collection, settings)
      if (collection.slug === 'channels') return withAccounts(collection, settings, kinds)
      return collection.slug === 'deliveries' ? withQuotas(collection) : collection
    }),
  })

const component = (name: string) => `/src/admin/wechat/${name}#${name}`

const withProof = (collection: CollectionConfig, options: ProofOptions): CollectionConfig => ({
  ...collection,
  endpoints: [...(collection.endpoints || []), proofEndpoint(collection.slug, options)],
  fields: withFindings(withTab(collection.fields)).map(withCount),
})

const withAccounts = (
  collection: CollectionConfig,
  settings: Settings,
  kinds: readonly Channel[],
): CollectionConfig => ({
  ...collection,
  endpoints: [...(collection.endpoints || []), ...accountEndpoints(kinds, settings)],
  fields: [
    ...collection.fields,
    {
      name: 'wechatAccount',
      type: 'ui',
      admin: {
        disableListColumn: true,
        condition: ({ kind }) => ACCOUNT_KINDS.includes(String(kind)),
        components: { Field: component('WechatAccount') },
      },
    },
  ],
})

function withQuotas(collection: CollectionConfig): CollectionConfig {
  const { components } = collection.admin ?? {}
  return {
    ...collection,
    admin: {
      ...collection.admin,
      components: {
        ...components,
        beforeListTable: [...(components?.beforeListTable ?? []), component('WechatQuotas')],
      },
    },
  }
}

/** Fields without room for words of others: what is found about them stands below. */
const FOUND_AT = ['cover', 'body']

const withFindings = (fields: readonly Field[]): Field[] =>
  fields.flatMap((field): Field[] => {
    if (field.type === 'tabs') {
      return [
        {
          ...field,
          tabs: field.tabs.map((tab) => ({ ...tab, fields: withFindings(tab.fields) })),
        },
      ]
    }
    if (!('name' in field) || !FOUND_AT.includes(field.name ?? '')) return [field]
    const name = String(field.name)
    return [
      field,
      {
        name: `wechatFindings${name}`,
        type: 'ui',
        admin: {
          ...(field.admin?.position === 'sidebar' ? { position: 'sidebar' as const } : {}),
          disableListColumn: true,
          components: {
            Field: {
              path: component('WechatFindings'),
              clientProps: { field: name },
            },
          },
        },
      },
    ]
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
