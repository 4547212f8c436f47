'use client'

import { useDocumentInfo, useTranslation } from '@payloadcms/ui'
import { useState } from 'react'

import { LOOK_IDS, LOOKS, type LookId } from '@/plugins/wechat/articles/html/looks'

import { useProof } from '../proof/use-proof'
import { inLanguage } from '../proof/words'
import { CoverCrop } from './CoverCrop'
import type { Proof } from './proof'
import { proofWord } from './texts'

const STYLE = `
.wechat-proof { display: grid; gap: 1.5rem; align-items: start; grid-template-columns: 377px minmax(0, 1fr) }
@media (max-width: 1100px) { .wechat-proof { grid-template-columns: minmax(0, 1fr) } }
.wechat-proof iframe { width: 375px; height: 760px; border: 1px solid var(--theme-elevation-200); border-radius: 12px; background: #fff; color-scheme: light }
.wechat-proof h3 { margin: 1rem 0 .5rem }
.wechat-proof ul { margin: 0 0 1rem; padding-inline-start: 1.25rem }
.wechat-proof .block { color: var(--theme-error-600) }
.wechat-proof .warn { color: var(--theme-warning-600) }
.wechat-proof .article-card { width: 343px; border: 1px solid var(--theme-elevation-150); border-radius: 8px; overflow: hidden; background: #fff; color: #222 }
.wechat-proof .article-card p { margin: 0; padding: .6rem .8rem; font-size: 17px; line-height: 1.4 }
.wechat-proof .article-card .digest { padding-top: 0; font-size: 14px; color: #767676 }
.wechat-proof .article-card.small { display: flex; justify-content: space-between; align-items: center; margin-top: .75rem }
`

/** The article on a phone, its cards, and what preflight finds; made again whenever the draft was saved. */
export function WechatProof(): React.JSX.Element {
  const { id, collectionSlug } = useDocumentInfo()
  const { language } = useTranslation().i18n
  const [look, setLook] = useState<LookId>('official')
  const { proof, problem } = useProof<Proof>(
    id === undefined || collectionSlug === undefined
      ? undefined
      : `/${collectionSlug}/${String(id)}/wechat-proof?look=${look}`,
  )

  if (id === undefined) return <p>{proofWord('unsaved', language)}</p>
  return (
    <section aria-label={proofWord('tab', language)} className="wechat-proof">
      <style>{STYLE}</style>
      {proof ? (
        // No allow-…: nothing in it runs, and it has no origin.
        <iframe sandbox="" srcDoc={proof.page} title={proofWord('article', language)} />
      ) : (
        <p>{problem === undefined ? proofWord('waiting', language) : null}</p>
      )}
      <div>
        <p>
          <label>
            {proofWord('look', language)}{' '}
            <select
              onChange={(event) => {
                setLook(LOOK_IDS.find((each) => each === event.target.value) ?? 'official')
              }}
              value={look}
            >
              {LOOK_IDS.map((each) => (
                <option key={each} value={each}>
                  {inLanguage(LOOKS[each].label, language)}
                </option>
              ))}
            </select>
          </label>
        </p>
        {problem === undefined ? null : (
          <p className="block" role="alert">
            {proofWord('failed', language, { reason: problem })}
          </p>
        )}
        {proof ? <Beside language={language} proof={proof} /> : null}
      </div>
    </section>
  )
}

const Beside = ({
  language,
  proof: { cover, digest, findings, length, title },
}: {
  readonly language: string
  readonly proof: Proof
}): React.JSX.Element => (
  <>
    {findings.length === 0 ? <p>{proofWord('fine', language)}</p> : null}
    <ul>
      {findings.map(({ kind, message, severity }) => (
        <li className={severity} key={kind}>
          <strong>{proofWord(severity, language)}</strong> {inLanguage(message, language)}
        </li>
      ))}
    </ul>
    <p>{proofWord('characters', language, length)}</p>
    <h3>{proofWord('card', language)}</h3>
    <div className="article-card">
      {cover ? (
        <CoverCrop crop={cover.wide} height={146} url={cover.url} width={343} />
      ) : (
        <p className="digest">{proofWord('noCover', language)}</p>
      )}
      <p>{title}</p>
      <p className="digest">{digest}</p>
    </div>
    <div className="article-card small">
      <p>{title}</p>
      {cover ? <CoverCrop crop={cover.square} height={64} url={cover.url} width={64} /> : null}
    </div>
  </>
)
