/**
 * WeChat in the demo: a double on a loopback port takes the far side's place, with one account that points to it. What it keeps
 * lies beside the data, so that a second demo knows what the first one published.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { eventOf, listen, signed, WechatDouble } from '@/plugins/wechat/double'
import { sweep } from '@/plugins/distribution/sweep'
import type { HubServices } from '@/server/hub-services'

import { table } from './output'

const ACCOUNT = 'wechat-demo'
const APP_ID = 'wx0000double'
/** Every sample is dated later. */
const FROM = '2014-01-01'
/** The far side takes a moment before it tells. */
const EVENT_AFTER_MS = 200
/** It tells three times at most, as WeChat does. */
const EVENT_TRIES = 3

export interface DemoWechat extends AsyncDisposable {
  /** Makes the account, where the demo has none yet, and gives it what is published already. */
  open(hub: HubServices): Promise<void>
  /** Where the hub listens: callbacks go there. */
  listenAt(port: number): void
  describe(): string
}

/** Puts the double's address and secrets into the environment, so it comes before the settings are read. */
export async function startDemoWechat(dataDir: string): Promise<DemoWechat> {
  const file = join(dataDir, 'demo-wechat.json')
  const double = new WechatDouble({ now: () => Date.now(), appId: APP_ID })
  if (existsSync(file)) double.restore(readFileSync(file, 'utf8'))
  const server = await listen(double)
  const token = randomBytes(12).toString('hex')
  const aesKey = randomBytes(32).toString('base64').slice(0, 43)
  Object.assign(process.env, {
    WECHAT_API_URL: server.url,
    CHANNEL_SECRET_DEMO_WECHAT: 'double-secret',
    CHANNEL_SECRET_DEMO_WECHAT_TOKEN: token,
    CHANNEL_SECRET_DEMO_WECHAT_AES_KEY: aesKey,
  })
  let port = 0
  const underWay = new Set<Promise<void>>()

  async function tell(job: string): Promise<void> {
    for (let attempt = 0; attempt < EVENT_TRIES; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, EVENT_AFTER_MS))
      const at = Date.now()
      const { query, body } = signed(
        eventOf(double.articlesOf(job), at),
        { appId: APP_ID, token, aesKey },
        { at, nonce: randomBytes(4).toString('hex'), random: randomBytes(16) },
      )
      const address = `http://127.0.0.1:${String(port)}/wechat/${ACCOUNT}${query}`
      try {
        const response = await fetch(address, { method: 'POST', body })
        if ((await response.text()) === 'success') return
      } catch {
        // The hub is stopping: told in vain, as it happens to WeChat. The hub asks after a minute.
      }
    }
  }
  double.onFinished = (job) => {
    const telling = tell(job).finally(() => underWay.delete(telling))
    underWay.add(telling)
  }

  return {
    listenAt(at) {
      port = at
    },
    async open({ payload, reconciling, hub }) {
      const { totalDocs } = await payload.count({
        collection: 'channels',
        where: { id: { equals: ACCOUNT } },
      })
      if (totalDocs > 0) return
      const { docs } = await payload.find({
        collection: 'media',
        where: { mimeType: { in: ['image/jpeg', 'image/png', 'image/webp'] } },
        sort: 'filename',
        limit: 1,
        depth: 0,
      })
      const cover = docs[0]?.filename
      await payload.create({
        collection: 'channels',
        data: {
          ...{ id: ACCOUNT, name: '微信公众号（演示替身 double）', kind: 'wechat' },
          settings: {
            ...{ appId: APP_ID, secret: 'CHANNEL_SECRET_DEMO_WECHAT', from: FROM },
            ...{ verified: true, mode: 'publish' },
            callbackToken: 'CHANNEL_SECRET_DEMO_WECHAT_TOKEN',
            callbackAesKey: 'CHANNEL_SECRET_DEMO_WECHAT_AES_KEY',
            ...(cover ? { defaultCover: `/media/${encodeURIComponent(cover)}` } : {}),
          },
        },
      })
      await sweep(reconciling, undefined)
      hub.wake()
    },
    describe: () =>
      table(
        ['微信替身 WeChat double', ''],
        [
          ['地址 address', server.url],
          ['说明 note', '不是微信，什么都没有发到微信 / a double: nothing was sent to WeChat'],
          ['已发布 published', double.publications.filter(isPublic).length],
          ['调用 calls', double.calls.length],
        ],
      ),
    async [Symbol.asyncDispose]() {
      await Promise.all(underWay)
      await server[Symbol.asyncDispose]()
      mkdirSync(dataDir, { recursive: true })
      writeFileSync(file, double.save())
    },
  }
}

const isPublic = ({ status }: { readonly status: string }): boolean => status === 'public'
