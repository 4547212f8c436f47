/** What an operator says of an account. Its secret is never here, only the name of the variable that holds it. */
import { z } from 'zod'

import { CHANNEL_SECRET, DeliveryError } from '@/core'

const secretName = z.string().regex(CHANNEL_SECRET, 'CHANNEL_SECRET_…')

const schema = z.strictObject({
  appId: z.string().regex(/^[\w-]{4,64}$/),
  /** Name of the environment variable with the AppSecret. */
  secret: secretName,
  /** 公众号 or 服务号; decides the quota of mass sends. */
  kind: z.enum(['account', 'service']).default('account'),
  /** Verified accounts may publish; others get drafts that a person publishes. */
  verified: z.boolean().default(false),
  mode: z.enum(['draft', 'publish', 'mass']).default('draft'),
  /** 微信号 of those who get a preview before it goes out. */
  previewTo: z.array(z.string().min(1).max(64)).max(5).default([]),
  /** Themes (slugs) whose documents may spend what is kept in reserve. */
  urgentThemes: z.array(z.string()).default([]),
  look: z.string().optional(),
  /** Names of the variables with the callback's Token and EncodingAESKey. */
  callback: z.strictObject({ token: secretName, aesKey: secretName.optional() }).optional(),
})

export type WechatSettings = z.infer<typeof schema>

export function readSettings(raw: unknown): WechatSettings {
  const result = schema.safeParse(raw ?? {})
  if (result.success) return result.data
  throw new DeliveryError('SETTINGS_INVALID', `WeChat: ${z.prettifyError(result.error)}`, {
    cause: result.error,
  })
}
