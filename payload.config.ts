/** The composition root: database, collections, plugins. Wiring only, no logic. */
import { en } from '@payloadcms/translations/languages/en'
import { zh } from '@payloadcms/translations/languages/zh'
import { join } from 'node:path'
import { buildConfig } from 'payload'
import sharp from 'sharp'

import { mailingDesk } from '@/admin/mailing'
import { newspaperProofs } from '@/admin/newspaper'
import { wechatAdmin } from '@/admin/wechat'
import { collections } from '@/collections'
import { bodyEditor } from '@/collections/editor'
import { jobs } from '@/collections/jobs'
import { databaseAdapter } from '@/database'
import { fetchesOf } from '@/partner-log'
import { channels } from '@/plugins/channels'
import { distribution } from '@/plugins/distribution'
import { accountMail } from '@/server/account-mail'
import { channelSecrets } from '@/server/channel-secrets'
import { payloadSecret, readSettings } from '@/settings'

const settings = readSettings(process.env)

export default buildConfig({
  secret: payloadSecret(settings),
  serverURL: settings.publicUrl,
  db: databaseAdapter(settings, { push: process.env['PAYLOAD_PUSH'] === '1' }),
  collections: collections({
    ...settings,
    partnerFetches: (partner) => fetchesOf(settings.partnerLogDir, partner),
    allianceFetches: (site) => fetchesOf(settings.allianceLogDir, site),
  }),
  plugins: [
    distribution({
      ...{ channels, timeZone: settings.timeZone },
      seal: channelSecrets(payloadSecret(settings)).seal,
    }),
    wechatAdmin(settings, channels),
    newspaperProofs(settings),
    mailingDesk(settings),
  ],
  editor: bodyEditor,
  jobs,
  sharp,
  ...accountMail(settings),
  // Standard output belongs to the hub's own log and to commands' answers.
  logger: { options: { level: settings.logLevel }, destination: process.stderr },
  telemetry: false,
  graphQL: { disable: true },
  i18n: { supportedLanguages: { zh, en }, fallbackLanguage: 'zh' },
  admin: {
    user: 'users',
    avatar: 'default',
    components: {
      graphics: { Logo: '/src/admin/graphics#Logo', Icon: '/src/admin/graphics#Icon' },
    },
    dateFormat: 'yyyy-MM-dd HH:mm',
    timezones: { defaultTimezone: settings.timeZone },
    meta: {
      titleSuffix: ' · 全媒 Quanmei',
      icons: [{ rel: 'icon', type: 'image/x-icon', url: '/favicon.ico' }],
    },
    importMap: {
      baseDir: process.cwd(),
      importMapFile: join(process.cwd(), 'src/app/(payload)/admin/importMap.js'),
    },
  },
  typescript: { outputFile: join(process.cwd(), 'src/payload-types.ts') },
})
