/** `list`, `key` and `revoke` for whoever holds keys: TV partners, alliance sites. */
import { Command, Option } from 'commander'
import type { Payload } from 'payload'

import {
  AccessKeyError,
  issueKey,
  revokeKey,
  type KeyHolders,
} from '@/collections/access-keys/keys'
import { keyTexts } from '@/collections/access-keys/texts'
import { MOST_USABLE_KEYS, usableKeys, type AccessKey } from '@/core'
import { say, type Text } from '@/i18n/texts'
import type { HubServices } from '@/server/hub-services'

import { print, table, UserError } from './output'
import { withHub } from './with-hub'

interface JsonOption {
  json?: boolean
}

interface HolderRow {
  readonly id: string
  readonly name: string
  readonly until?: string | null
  readonly keys?: readonly AccessKey[] | null
}

export interface KeyCommandsOptions<Row extends HolderRow> {
  readonly name: string
  readonly holders: KeyHolders
  /** 播出机构 / TV partner. */
  readonly noun: Text
  readonly rows: (payload: Payload) => Promise<readonly Row[]>
  /** Tells the delivery plane at once. */
  readonly tell: (hub: HubServices, rows: readonly Row[]) => Promise<unknown>
  /** What keys may be made for, the first one by default; none where keys are not limited. */
  readonly scopes?: readonly string[]
}

export function keyCommands<Row extends HolderRow>(options: KeyCommandsOptions<Row>): Command {
  const { name, holders, noun, rows, scopes } = options
  const both = `${noun.zh}及其密钥 / ${noun.en}s and their keys`
  const holder = '编号或名称 / id or name'

  const find = async ({ payload }: HubServices, wanted: string): Promise<Row> => {
    const found = (await rows(payload)).filter((row) => row.id === wanted || row.name === wanted)
    const [row] = found
    if (row && found.length === 1) return row
    throw new UserError(
      found.length === 0
        ? `没有叫 ${wanted} 的${noun.zh} / There is no ${noun.en} called ${wanted}`
        : `有几个${noun.zh}叫 ${wanted}，请用编号 / Several are called ${wanted}: use the id`,
    )
  }

  const told = async <Value>(hub: HubServices, work: () => Promise<Value>): Promise<Value> => {
    try {
      const value = await work()
      await options.tell(hub, await rows(hub.payload))
      return value
    } catch (error) {
      if (!(error instanceof AccessKeyError)) throw error
      const text = keyTexts[error.problem]
      const values = { max: String(MOST_USABLE_KEYS) }
      throw new UserError(`${say(text, 'zh', values)} / ${say(text, 'en', values)}`)
    }
  }

  const list = new Command('list')
    .description('列出 / list them')
    .option('--json', 'JSON')
    .action((given: JsonOption) =>
      withHub(async ({ payload }) => {
        const shown = (await rows(payload)).map(({ id, name: called, until, keys }) => ({
          id,
          name: called,
          until: until ?? null,
          keys: usableKeys(keys ?? []).map((one) => ({
            id: one.id,
            hint: one.hint,
            ...(one.scopes ? { scopes: one.scopes } : {}),
          })),
        }))
        print(shown, given, (all) =>
          table(
            ['id', '名称 name', '协议结束 until', '密钥 keys'],
            all.map((row) => [
              row.id,
              row.name,
              row.until ?? '',
              row.keys.map((one) => `${one.id} …${one.hint}`).join(' '),
            ]),
          ),
        )
      }),
    )

  const key = new Command('key')
    .description('生成密钥，只显示这一次 / make a key, shown this once')
    .argument('<who>', holder)
    .option('--json', 'JSON')
    .action((who: string, given: JsonOption & { scope?: string[] }) =>
      withHub(async (hub) => {
        const { id } = await find(hub, who)
        const chosen = scopes && (given.scope ?? scopes.slice(0, 1))
        const made = await told(hub, () => issueKey(hub.payload, holders, id, new Date(), chosen))
        print({ id, key: made }, given, (answer) => answer.key)
      }),
    )
  if (scopes) {
    key.addOption(
      new Option('--scope <scopes...>', `用途 / what for (${scopes[0] ?? ''})`).choices(scopes),
    )
  }

  const revoke = new Command('revoke')
    .description('作废密钥 / revoke a key')
    .argument('<who>', holder)
    .argument('<key>', `密钥编号，见 ${name} list / the key’s id`)
    .option('--json', 'JSON')
    .action((who: string, keyId: string, given: JsonOption) =>
      withHub(async (hub) => {
        const { id } = await find(hub, who)
        await told(hub, () => revokeKey(hub.payload, holders, id, keyId, new Date()))
        print({ id, revoked: keyId }, given, (answer) => answer.revoked)
      }),
    )

  return new Command(name)
    .description(both)
    .addCommand(list, { isDefault: true })
    .addCommand(key)
    .addCommand(revoke)
}
