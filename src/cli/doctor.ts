import { constants } from 'node:fs'
import { access, mkdir, statfs } from 'node:fs/promises'

import { Command } from 'commander'

import { messageOf } from '@/core'
import { readSettings, type Settings } from '@/settings'

import { EXIT, print, table } from './output'
import { withHub } from './with-hub'

interface Finding {
  readonly check: string
  readonly state: 'ok' | 'warning' | 'error'
  readonly detail: string
}

const OLDEST_NODE = [20, 20] as const
/** Below this, uploads and artefacts soon fail. */
const LITTLE_SPACE_BYTES = 1024 ** 3

/** Looks for what is wrong with an installation; each finding says what to do. */
export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('检查安装是否正常 / check the installation')
    .option('--json', 'JSON')
    .action(async (options: { json?: boolean }) => {
      const settings = readSettings(process.env)
      const findings = [
        nodeVersion(),
        await directory('DATA_DIR', settings.dataDir),
        await directory('MEDIA_DIR', settings.mediaDir),
        await space(settings),
        ...(await insideFindings()),
      ]
      print(findings, options, (rows) =>
        table(
          ['检查 check', '结果 state', '详情 detail'],
          rows.map(({ check, state, detail }) => [check, state, detail]),
        ),
      )
      if (findings.some(({ state }) => state === 'error')) process.exitCode = EXIT.failed
    })

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const isOld = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])
  return {
    check: 'Node.js',
    state: isOld ? 'error' : 'ok',
    detail: isOld
      ? `${process.versions.node}: 需要 20.20 或更新 / needs 20.20 or newer`
      : process.versions.node,
  }
}

async function directory(name: string, path: string): Promise<Finding> {
  try {
    await mkdir(path, { recursive: true })
    await access(path, constants.R_OK | constants.W_OK)
    return { check: name, state: 'ok', detail: path }
  } catch (error) {
    return {
      check: name,
      state: 'error',
      detail: `${path}: 不可写 / can't be written (${messageOf(error)})`,
    }
  }
}

async function space({ dataDir }: Settings): Promise<Finding> {
  const { bavail, bsize } = await statfs(dataDir)
  const free = bavail * bsize
  const detail = `${(free / 1024 ** 3).toFixed(1)} GiB`
  return free < LITTLE_SPACE_BYTES
    ? { check: '磁盘 disk', state: 'warning', detail: `${detail}: 空间不多 / little left` }
    : { check: '磁盘 disk', state: 'ok', detail }
}

/** What only an open database can tell. */
async function insideFindings(): Promise<Finding[]> {
  try {
    return await withHub(async (hub) => {
      const counts = await hub.ledger.counts()
      const sum = (state: string): number =>
        counts.filter((each) => each.state === state).reduce((total, { count }) => total + count, 0)
      const troubled = sum('failed') + sum('held')
      const report = await hub.artefacts.verify({ repair: false })
      const users = await hub.payload.count({ collection: 'users', overrideAccess: true })
      return [
        { check: '数据库 database', state: 'ok', detail: hub.payload.db.name },
        {
          check: '台账 ledger',
          state: troubled > 0 ? 'warning' : 'ok',
          detail: `待投递 pending ${String(sum('pending'))}, 失败 failed ${String(sum('failed'))}, 待核实 held ${String(sum('held'))}`,
        },
        {
          check: '成品 artefacts',
          state: report.damaged.length > 0 ? 'error' : 'ok',
          detail:
            report.damaged.length > 0
              ? `损坏 damaged ${String(report.damaged.length)}: quanmei rebuild`
              : '完好 sound',
        },
        {
          check: '用户 users',
          state: users.totalDocs > 0 ? 'ok' : 'warning',
          detail:
            users.totalDocs > 0
              ? String(users.totalDocs)
              : '还没有管理员 / no administrator yet: ADMIN_EMAIL, ADMIN_PASSWORD',
        },
      ]
    })
  } catch (error) {
    return [{ check: '数据库 database', state: 'error', detail: messageOf(error) }]
  }
}
