import { join, resolve } from 'node:path'

import { describe, expect, it } from 'vitest'

import { readSettings, SETTINGS, SettingsError, settingsMarkdown } from '@/settings'

describe('readSettings', () => {
  it('needs nothing', () => {
    const data = resolve('./data')
    expect(readSettings({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      trustedProxies: 0,
      wechatApiUrl: 'https://api.weixin.qq.com',
      databaseUrl: `file:${join(data, 'quanmei.db')}`,
      dataDir: data,
      mediaDir: resolve('./media'),
      artefactsDir: join(data, 'artefacts'),
      partnerLogDir: resolve('./data/partner-log'),
      allianceLogDir: resolve(data, 'alliance-log'),
      partnerLogDays: 90,
      partnerLogBytes: 512 * 1024 * 1024,
      ffmpegPath: 'ffmpeg',
      gatewayFiles: {},
      mailFrom: 'newspaper@localhost.localdomain',
      originalsDir: join(data, 'originals'),
      roles: new Set(['author', 'worker', 'delivery']),
      timeZone: 'Asia/Shanghai',
      logLevel: 'info',
    })
  })

  it('takes an empty variable for an unset one', () => {
    expect(readSettings({ PORT: '', HUB_ROLES: ' ' })).toEqual(readSettings({}))
  })

  it.each([
    [{ PORT: '0' }, { port: 0, publicUrl: 'http://localhost:0' }],
    [{ PORT: '8080' }, { port: 8080, publicUrl: 'http://localhost:8080' }],
    [{ PUBLIC_URL: 'https://example.org/' }, { publicUrl: 'https://example.org' }],
    [{ HUB_ROLES: 'worker, delivery' }, { roles: new Set(['worker', 'delivery']) }],
    [
      { DATABASE_URL: 'mongodb://a,b/hub?replicaSet=r' },
      { databaseUrl: 'mongodb://a,b/hub?replicaSet=r' },
    ],
    [{ DATABASE_URL: 'mongodb+srv://a/hub' }, { databaseUrl: 'mongodb+srv://a/hub' }],
    [{ TRUSTED_PROXIES: '1' }, { trustedProxies: 1 }],
    [
      { TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,fd00::/8' },
      { trustedProxies: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'] },
    ],
    [{ HUB_TIMEZONE: 'Asia/Urumqi' }, { timeZone: 'Asia/Urumqi' }],
    [
      { ADMIN_EMAIL: 'office@example.org', ADMIN_PASSWORD: '12345678' },
      { adminEmail: 'office@example.org', adminPassword: '12345678' },
    ],
  ])('reads %j', (env, expected) => {
    expect(readSettings(env)).toMatchObject(expected)
  })

  it.each([
    [{ PORT: '65536' }, 'PORT'],
    [{ PORT: '-1' }, 'PORT'],
    [{ PORT: '80.5' }, 'PORT'],
    [{ PORT: '3000x' }, 'PORT'],
    [{ HOST: 'a b' }, 'HOST'],
    [{ PUBLIC_URL: 'example.org' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'ftp://example.org' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'https://example.org/news' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'https://user@example.org' }, 'PUBLIC_URL'],
    [{ DATABASE_URL: 'postgres://x/y' }, 'DATABASE_URL'],
    [{ DATABASE_URL: './quanmei.db' }, 'DATABASE_URL'],
    [{ PAYLOAD_SECRET: 'x'.repeat(31) }, 'PAYLOAD_SECRET'],
    [{ HUB_ROLES: 'author,reader' }, 'HUB_ROLES'],
    [{ HUB_ROLES: ',' }, 'HUB_ROLES'],
    [{ HUB_TIMEZONE: 'Asia/Atlantis' }, 'HUB_TIMEZONE'],
    [{ TRUSTED_PROXIES: '11' }, 'TRUSTED_PROXIES'],
    [{ TRUSTED_PROXIES: 'true' }, 'TRUSTED_PROXIES'],
    [{ TRUSTED_PROXIES: '0.0.0.0/0' }, 'TRUSTED_PROXIES'],
    [{ TRUSTED_PROXIES: '10.0.0.0/33' }, 'TRUSTED_PROXIES'],
    [{ TRUSTED_PROXIES: '10.0.0.1,' }, 'TRUSTED_PROXIES'],
    [{ TRUSTED_PROXIES: '1,10.0.0.1' }, 'TRUSTED_PROXIES'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ ADMIN_EMAIL: 'office', ADMIN_PASSWORD: '12345678' }, 'ADMIN_EMAIL'],
    [{ ADMIN_EMAIL: 'office@example.org', ADMIN_PASSWORD: '1234567' }, 'ADMIN_PASSWORD'],
    [{ ADMIN_EMAIL: 'office@example.org' }, 'ADMIN_PASSWORD'],
    [{ ADMIN_PASSWORD: '12345678' }, 'ADMIN_PASSWORD'],
  ])('refuses %j in one line that names %s', (env, name) => {
    const refuse = () => readSettings(env)
    expect(refuse).toThrow(SettingsError)
    expect(refuse).toThrow(new RegExp(`^设置 ${name}\\b.* / Setting ${name}\\b[^\\n]*$`))
  })

  it('shows the wrong value, but never that of a secret', () => {
    expect(() => readSettings({ PORT: 'eighty' })).toThrow('"eighty"')
    expect(() => readSettings({ PAYLOAD_SECRET: 'hunter2' })).not.toThrow('hunter2')
    expect(() => readSettings({ DATABASE_URL: 'mysql://root:hunter2@db' })).not.toThrow('hunter2')
  })
})

describe('settingsMarkdown', () => {
  it.each(['zh', 'en'] as const)('has a row for every setting in %s', (language) => {
    const rows = settingsMarkdown(language).split('\n').slice(2)
    expect(rows.map((row) => /^\| `([A-Z_]+)` \|/.exec(row)?.[1])).toEqual(Object.keys(SETTINGS))
    expect(rows.every((row) => row.split(' | ').length === 4)).toBe(true)
  })
})
