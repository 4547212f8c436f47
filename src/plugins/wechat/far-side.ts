/** What tells one platform of this family from another: where it is, how its token is had, and its numbers. */
import { DRAFT } from './limits'
import { QUOTAS, type Quota, type QuotaName } from './quotas'

export type DraftLimits = { readonly [Name in keyof typeof DRAFT]: number }

export interface FarSide {
  /** The setting with its address. */
  readonly addressName: string
  /** `stable`: the same token for everybody while it is valid. `plain`: each call makes a new one and ends the old. */
  readonly token: 'stable' | 'plain'
  readonly draft: DraftLimits
  readonly quotas: Readonly<Record<QuotaName, Quota>>
}

export const WECHAT: FarSide = {
  ...{ addressName: 'WECHAT_API_URL', token: 'stable' },
  ...{ draft: DRAFT, quotas: QUOTAS },
}
