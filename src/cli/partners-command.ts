import { Command } from 'commander'

import { issueKey, PartnerKeyError, revokeKey } from '@/collections/partners/keys'
import type { PartnerRow } from '@/collections/partners/records'
import { partnerTexts } from '@/collections/partners/texts'
import { MOST_PARTNER_KEYS, usableKeys } from '@/core'
import { say } from '@/i18n/texts'
import { partnerRows, tellGrants } from '@/jobs/partner-grants'
import type { HubServices } from '@/server/hub-services'

import { print, table, UserError } from './output'
import { withHub } from './with-hub'

interface JsonOption {
  json?: boolean
}

export const partnersCommand = (): Command =>
  new Command('partners')
    .description('播出机构及其密钥 / TV partners and their keys')
    .addCommand(list(), { isDefault: true })
    .addCommand(key())
    .addCommand(revoke())

const list = (): Command =>
  new Command('list')
    .description('列出播出机构 / list them')
    .option('--json', 'JSON')
    .action((options: JsonOption) =>
      withHub(async ({ payload }) => {
        const rows = (await partnerRows(payload)).map(({ id, name, until, keys }) => ({
          id,
          name,
          until: until ?? null,
          keys: usableKeys(keys ?? []).map((one) => ({ id: one.id, hint: one.hint })),
        }))
        print(rows, options, (shown) =>
          table(
            ['id', '名称 name', '协议结束 until', '密钥 keys'],
            shown.map((row) => [
              row.id,
              row.name,
              row.until ?? '',
              row.keys.map((one) => `${one.id} …${one.hint}`).join(' '),
            ]),
          ),
        )
      }),
    )

const key = (): Command =>
  new Command('key')
    .description('生成密钥，只显示这一次 / make a key, shown this once')
    .argument('<partner>', '编号或名称 / id or name')
    .option('--json', 'JSON')
    .action((partner: string, options: JsonOption) =>
      withHub(async (hub) => {
        const { id } = await findPartner(hub, partner)
        const made = await told(hub, () => issueKey(hub.payload, id, new Date()))
        print({ partner: id, key: made }, options, (answer) => answer.key)
      }),
    )

const revoke = (): Command =>
  new Command('revoke')
    .description('作废密钥 / revoke a key')
    .argument('<partner>', '编号或名称 / id or name')
    .argument('<key>', '密钥编号，见 partners list / the key’s id')
    .option('--json', 'JSON')
    .action((partner: string, keyId: string, options: JsonOption) =>
      withHub(async (hub) => {
        const { id } = await findPartner(hub, partner)
        await told(hub, () => revokeKey(hub.payload, id, keyId, new Date()))
        print({ partner: id, revoked: keyId }, options, (answer) => answer.revoked)
      }),
    )

async function findPartner({ payload }: HubServices, name: string): Promise<PartnerRow> {
  const rows = await partnerRows(payload)
  const found = rows.filter((row) => row.id === name || row.name === name)
  const [row] = found
  if (row && found.length === 1) return row
  throw new UserError(
    found.length === 0
      ? `没有叫 ${name} 的播出机构 / There is no partner called ${name}`
      : `有几个播出机构叫 ${name}，请用编号 / Several partners are called ${name}: use the id`,
  )
}

/** Does it, and tells the delivery plane at once. */
async function told<Value>(hub: HubServices, work: () => Promise<Value>): Promise<Value> {
  try {
    const value = await work()
    await tellGrants(hub, await partnerRows(hub.payload))
    return value
  } catch (error) {
    if (!(error instanceof PartnerKeyError)) throw error
    const text = partnerTexts.keys[error.problem]
    const values = { max: String(MOST_PARTNER_KEYS) }
    throw new UserError(`${say(text, 'zh', values)} / ${say(text, 'en', values)}`)
  }
}
