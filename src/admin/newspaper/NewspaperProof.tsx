'use client'

import { useDocumentInfo, useTranslation } from '@payloadcms/ui'

import { PostButton } from '../../collections/components/PostButton'
import { useProof } from '../proof/use-proof'
import { inLanguage } from '../proof/words'
import type { NewspaperProof as Proof } from './proof'
import { proofWord } from './texts'

const STYLE = `
.newspaper-proof h4 { margin: 1.25rem 0 .5rem }
.newspaper-proof ul { margin: 0; padding-inline-start: 1.25rem }
.newspaper-proof .block { color: var(--theme-error-600) }
.newspaper-proof .warn { color: var(--theme-warning-600) }
.newspaper-proof .row { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; padding-block-end: .5rem }
.newspaper-proof figure { margin: 0; flex: none }
.newspaper-proof iframe { display: block; max-width: 100%; height: 640px; border: 1px solid var(--theme-elevation-200); background: #fff; color-scheme: light }
.newspaper-proof .page { flex: none; width: 240px; padding: .5rem; border: 1px solid var(--theme-elevation-200); background: #fff; color: #222; font-size: 14px }
.newspaper-proof .page img { display: block; width: 100%; margin-block-end: .5rem }
.newspaper-proof .page p, .newspaper-proof .sms { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }
.newspaper-proof .sms { max-width: 360px; padding: .75rem; border-radius: 10px; background: #e9e9eb; color: #222 }
`

/** The edition in each of its forms, and what exceeds their limits; made again whenever the draft was saved. */
export function NewspaperProof(): React.JSX.Element {
  const { id } = useDocumentInfo()
  const { language } = useTranslation().i18n
  const { proof, problem } = useProof<Proof>(
    id === undefined ? undefined : `/editions/${String(id)}/proof`,
  )

  if (id === undefined) return <p>{proofWord('unsaved', language)}</p>
  return (
    <section aria-label={proofWord('title', language)} className="newspaper-proof field-type">
      <style>{STYLE}</style>
      <h3>{proofWord('title', language)}</h3>
      {problem === undefined ? null : (
        <p className="block" role="alert">
          {proofWord('failed', language, { reason: problem })}
        </p>
      )}
      <PostButton
        body={{}}
        label={proofWord('testSend', language)}
        path={`/editions/${String(id)}/test-send`}
      />
      {proof ? (
        <Forms language={language} proof={proof} />
      ) : problem === undefined ? (
        <p>{proofWord('waiting', language)}</p>
      ) : null}
    </section>
  )
}

const Forms = ({
  language,
  proof: { email, findings, mms, sms, web },
}: {
  readonly language: string
  readonly proof: Proof
}): React.JSX.Element => (
  <>
    {findings.length === 0 ? <p>{proofWord('fine', language)}</p> : null}
    <ul>
      {findings.map(({ message, severity }) => (
        <li className={severity} key={message.zh}>
          <strong>{proofWord(severity, language)}</strong> {inLanguage(message, language)}
        </li>
      ))}
    </ul>
    {email ? (
      <>
        <h4>
          {proofWord('email', language, {
            actual: email.bytes,
            limit: email.limit,
            subject: email.subject,
          })}
        </h4>
        <div className="row">
          <Frame page={email.page} title={proofWord('desk', language)} width={700} />
          <Frame page={email.page} title={proofWord('phone', language)} width={360} />
        </div>
      </>
    ) : null}
    <h4>{proofWord('web', language, { path: web.path })}</h4>
    <div className="row">
      <Frame page={web.page} title={proofWord('phone', language)} width={360} />
    </div>
    {mms.map(({ bytes, limit, pages, profile }) => (
      <div key={profile}>
        <h4>
          {proofWord('mms', language, { profile, pages: pages.length, actual: bytes, limit })}
        </h4>
        <div className="row">
          {pages.map(({ picture, text }) => (
            <div className="page" key={text}>
              {picture === undefined ? null : <img alt="" src={picture} />}
              <p>{text}</p>
            </div>
          ))}
        </div>
      </div>
    ))}
    {sms ? (
      <>
        <h4>{proofWord('sms', language, { units: sms.units, parts: sms.parts })}</h4>
        <p className="sms">{sms.text}</p>
      </>
    ) : null}
  </>
)

const Frame = ({
  page,
  title,
  width,
}: {
  readonly page: string
  readonly title: string
  readonly width: number
}): React.JSX.Element => (
  <figure>
    <figcaption>{title}</figcaption>
    {/* No allow-…: nothing in it runs, and it has no origin. */}
    <iframe sandbox="" srcDoc={page} style={{ width, boxSizing: 'content-box' }} title={title} />
  </figure>
)
