import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Settings } from './read-settings'
import { SettingsError } from './settings-error'
import { MIN_SECRET_LENGTH } from './table'

/**
 * The secret that signs logins and API key digests: PAYLOAD_SECRET, or the one kept in DATA_DIR/secret, made at the
 * first call with mode 0600. Processes that start together agree on one. Throws SettingsError when the kept one was
 * shortened.
 */
export function payloadSecret(settings: Pick<Settings, 'dataDir' | 'givenSecret'>): string {
  if (settings.givenSecret !== undefined) return settings.givenSecret
  const file = join(settings.dataDir, 'secret')
  const secret = readIfThere(file) ?? makeSecret(settings.dataDir, file)
  if (secret.length < MIN_SECRET_LENGTH) {
    throw new SettingsError(
      `${file} 的内容不足 ${String(MIN_SECRET_LENGTH)} 个字符 / ${file} has fewer than ${String(MIN_SECRET_LENGTH)} characters`,
    )
  }
  return secret
}

/** Written aside and linked into place: a link fails where the file exists, so of several starters one wins whole. */
function makeSecret(directory: string, file: string): string {
  mkdirSync(directory, { recursive: true })
  const draft = `${file}.${String(process.pid)}`
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'w' })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
  return readFileSync(file, 'utf8').trim()
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
