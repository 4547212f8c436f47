/** Kinds whose rows are accounts, and the setting with the address of each one's far side. */
const ADDRESS_NAMES: Readonly<Record<string, string>> = { wechat: 'WECHAT_API_URL' }

export const ACCOUNT_KINDS: readonly string[] = Object.keys(ADDRESS_NAMES)

export const addressNameOf = (kind: string): string => ADDRESS_NAMES[kind] ?? ''
