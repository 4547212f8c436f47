'use client'

import { useDocumentInfo, useTranslation } from '@payloadcms/ui'
import { useState } from 'react'

import { PostButton } from '@/collections/components/PostButton'
import type { AccountOverview } from '@/server/wechat-accounts'

import { useProof } from '../proof/use-proof'
import { inLanguage } from '../proof/words'
import { accountWord } from './account-texts'
import { QuotaTable } from './QuotaTable'
import { WechatBundle } from './WechatBundle'

const STYLE = `
.wechat-account { display: grid; gap: 1rem }
.wechat-account h3 { margin: 0 }
.wechat-account table { border-collapse: collapse; width: 100% }
.wechat-account th, .wechat-account td { padding: .35rem .75rem .35rem 0; text-align: start; border-bottom: 1px solid var(--theme-elevation-100); vertical-align: top }
.wechat-account ul { margin: 0; padding-inline-start: 1.25rem }
.wechat-account .block { color: var(--theme-error-600) }
.wechat-account .warn { color: var(--theme-warning-600) }
`

/** On an account's page: what it may do, what is left, what waits, and the next bundle. */
export function WechatAccount(): React.JSX.Element {
  const { id } = useDocumentInfo()
  const { language } = useTranslation().i18n
  const [chosen, setChosen] = useState<readonly string[]>([])
  const { proof: overview, problem } = useProof<AccountOverview>(
    id === undefined ? undefined : `/channels/${String(id)}/wechat`,
  )
  const word = (key: Parameters<typeof accountWord>[0]): string => accountWord(key, language)
  if (id === undefined) return <p>{word('unsaved')}</p>
  if (!overview) {
    return (
      <p role={problem === undefined ? undefined : 'alert'}>
        {problem === undefined
          ? word('waiting')
          : accountWord('failed', language, { reason: problem })}
      </p>
    )
  }
  const { check, quotas, waiting, bundle } = overview
  const toggle = (document: string): void => {
    setChosen((before) =>
      before.includes(document)
        ? before.filter((each) => each !== document)
        : [...before, document],
    )
  }
  return (
    <section className="wechat-account field-type">
      <style>{STYLE}</style>
      <div>
        <PostButton body={{}} label={word('check')} path={`/channels/${String(id)}/wechat-check`} />
      </div>
      {check ? (
        <>
          <p>
            {word('lastCheck')} {timeText(check.at, language)}
          </p>
          <ul>
            {check.findings.map((finding) => (
              <li className={finding.severity} key={finding.zh}>
                {inLanguage(finding, language)}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{word('never')}</p>
      )}
      <h3>{word('quotas')}</h3>
      <QuotaTable language={language} quotas={quotas} />
      <h3>{word('queue')}</h3>
      {waiting.length === 0 ? (
        <p>{word('empty')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              {bundle ? <th>{word('order')}</th> : null}
              <th>{word('title')}</th>
              <th>{word('until')}</th>
              <th>{word('reason')}</th>
            </tr>
          </thead>
          <tbody>
            {waiting.map(({ id: row, document, title, until, reason, action }) => (
              <tr key={row}>
                {bundle ? (
                  <td>
                    <label>
                      <input
                        aria-label={title}
                        checked={chosen.includes(document)}
                        disabled={action !== 'publish'}
                        onChange={() => {
                          toggle(document)
                        }}
                        type="checkbox"
                      />{' '}
                      {chosen.includes(document) ? chosen.indexOf(document) + 1 : ''}
                    </label>
                  </td>
                ) : null}
                <td>{title}</td>
                <td>{timeText(until, language)}</td>
                <td>{reason ?? word('scheduled')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {bundle && waiting.length > 0 ? (
        <>
          <p className="field-description">{word('choose')}</p>
          <div>
            <PostButton
              body={{ documents: chosen }}
              label={word('compile')}
              path={`/channels/${String(id)}/wechat-compile`}
            />
          </div>
          <WechatBundle account={String(id)} chosen={chosen} language={language} />
        </>
      ) : null}
    </section>
  )
}

const timeText = (at: string, language: string): string =>
  new Date(at).toLocaleString(language.startsWith('en') ? 'en-GB' : 'zh-CN', {
    ...{ dateStyle: 'short', timeStyle: 'short' },
  })
