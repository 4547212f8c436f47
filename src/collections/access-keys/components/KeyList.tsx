import { usableKeys, type AccessKey } from '@/core'
import { say } from '@/i18n/texts'

import { keyTexts as t } from '../texts'
import { RevokeKey } from './KeyButtons'

const STYLE = `
.access-keys > * { margin-block: 0 .75rem }
.access-keys li { padding-block: .15rem }
`

/** A record's keys by their last characters, with what each may and when it was used; below them what the caller adds. */
export function KeyList({
  children,
  keys,
  language,
  mayChange,
  path,
  scopeLabels = {},
  shown,
  used,
}: {
  readonly children?: React.ReactNode
  readonly keys: readonly AccessKey[]
  readonly language: string
  readonly mayChange: boolean
  /** Of the record's keys, below the API's root. */
  readonly path: `/${string}`
  readonly scopeLabels?: Readonly<Record<string, string>>
  /** A moment in words. */
  readonly shown: (iso: string) => string
  /** Key → when it was last used. */
  readonly used: Readonly<Record<string, string>>
}): React.JSX.Element {
  const usable = new Set(usableKeys(keys))
  return (
    <section aria-label={say(t.title, language)} className="access-keys field-type">
      <style>{STYLE}</style>
      <h3>{say(t.title, language)}</h3>
      <p>{say(t.help, language)}</p>
      {keys.length === 0 ? <p>{say(t.none, language)}</p> : null}
      <ul>
        {keys.map((key) => {
          const last = used[key.id]
          return (
            <li key={key.id}>
              {say(t.ending, language)} …{key.hint} ·{' '}
              {(key.scopes ?? []).map((scope) => `${scopeLabels[scope] ?? scope} · `)}
              {say(t.made, language)} {shown(key.madeAt)} ·{' '}
              {last === undefined
                ? say(t.never, language)
                : `${say(t.used, language)} ${shown(last)}`}{' '}
              {usable.has(key) ? (
                mayChange ? (
                  <RevokeKey keyId={key.id} label={say(t.revoke, language)} path={path} />
                ) : null
              ) : (
                <em>{say(t.revoked, language)}</em>
              )}
            </li>
          )
        })}
      </ul>
      {children}
    </section>
  )
}
