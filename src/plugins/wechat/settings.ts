/** What an operator says of an account. Its secret is never here, only the name of the variable that holds it. */
import { z } from 'zod'

import { CHANNEL_SECRET, DeliveryError, SEALED_SECRET, type SecretSetting } from '@/core'

import { LOOK_IDS } from './articles/html/looks'

/** A name in the environment, or what the admin keeps encrypted. */
const secretName = z
  .string()
  .refine((text) => CHANNEL_SECRET.test(text) || SEALED_SECRET.test(text), 'CHANNEL_SECRET_…')

/** Slugs of documents' themes. */
const themes = z.array(z.string().min(1).max(100)).max(100)

const schema = z.strictObject({
  appId: z.string().regex(/^[\w-]{4,64}$/),
  /** Name of the environment variable with the AppSecret. */
  secret: secretName,
  /** Documents published before this day are left alone: an account that is set up does not send the whole archive. */
  from: z.iso.date(),
  /** 公众号 or 服务号; decides the quota of mass sends. */
  kind: z.enum(['account', 'service']).default('account'),
  /** Verified accounts may publish; others get drafts that a person publishes. */
  verified: z.boolean().default(false),
  mode: z.enum(['draft', 'publish', 'mass']).default('draft'),
  /** 微信号 of those who get a preview before it goes out. */
  previewTo: z.array(z.string().min(1).max(64)).max(5).default([]),
  /** Only documents with one of these themes; empty: all. */
  themes: themes.default([]),
  /** Themes whose documents may spend what is kept in reserve, and wait for no bundle. */
  urgentThemes: themes.default([]),
  /** Documents that are due together go out as one publication of up to eight. When they are due the channel's schedule says. */
  bundle: z.boolean().default(false),
  look: z.enum(LOOK_IDS).optional(),
  /** A picture of the media library, for documents that have none. */
  defaultCover: z
    .string()
    .regex(/^\/media\/[^/]+$/, '/media/…')
    .optional(),
  /** Names of the variables with the callback's Token and EncodingAESKey. */
  callbackToken: secretName.optional(),
  callbackAesKey: secretName.optional(),
})

/** Those of them that are secrets. */
export const SECRETS: readonly SecretSetting[] = [
  { setting: 'secret', label: { zh: 'AppSecret', en: 'AppSecret' } },
  { setting: 'callbackToken', label: { zh: '回调 Token', en: 'Callback Token' } },
  {
    setting: 'callbackAesKey',
    label: { zh: '回调 EncodingAESKey', en: 'Callback EncodingAESKey' },
  },
]

export type WechatSettings = z.infer<typeof schema>

export function readSettings(raw: unknown): WechatSettings {
  const result = schema.safeParse(raw ?? {})
  if (result.success) return result.data
  throw new DeliveryError('SETTINGS_INVALID', `WeChat: ${z.prettifyError(result.error)}`, {
    cause: result.error,
  })
}
