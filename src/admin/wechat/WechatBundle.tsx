'use client'

import { useState } from 'react'

import { useProof } from '../proof/use-proof'
import { accountWord } from './account-texts'
import { CoverCrop } from './CoverCrop'
import type { Proof } from './proof'

interface BundleProof {
  readonly articles: readonly { readonly document: string; readonly proof: Proof }[]
}

const STYLE = `
.wechat-bundle { display: grid; gap: 1.5rem; align-items: start; grid-template-columns: 345px 377px }
@media (max-width: 1100px) { .wechat-bundle { grid-template-columns: minmax(0, 1fr) } }
.wechat-bundle ol { width: 343px; margin: 0; padding: 0; list-style: none; border: 1px solid var(--theme-elevation-150); border-radius: 8px; overflow: hidden; background: #fff }
.wechat-bundle button { display: flex; width: 100%; padding: 10px 12px; gap: 10px; justify-content: space-between; align-items: center; border: 0; border-top: 1px solid #eee; background: #fff; color: #222; font: inherit; font-size: 16px; line-height: 1.4; text-align: start; cursor: pointer }
.wechat-bundle li:first-child button { position: relative; display: block; padding: 0; border-top: 0 }
.wechat-bundle li:first-child span { display: block; padding: 10px 12px; font-size: 17px }
.wechat-bundle button[aria-current=true] { outline: 2px solid var(--theme-success-500); outline-offset: -2px }
.wechat-bundle iframe { width: 375px; height: 760px; border: 1px solid var(--theme-elevation-200); border-radius: 12px; background: #fff; color-scheme: light }
`

/** The next bundle as followers get it: the lead with its wide cover, the others small, each article in the phone's frame. */
export function WechatBundle({
  account,
  chosen,
  language,
}: {
  readonly account: string
  readonly chosen: readonly string[]
  readonly language: string
}): React.JSX.Element {
  const [shown, setShown] = useState(0)
  const query = new URLSearchParams(chosen.map((document) => ['document', document]))
  const { proof, problem } = useProof<BundleProof>(
    `/channels/${account}/wechat-bundle?${String(query)}`,
  )
  if (!proof) {
    return (
      <p role={problem === undefined ? undefined : 'alert'}>
        {problem === undefined
          ? accountWord('waiting', language)
          : accountWord('failed', language, { reason: problem })}
      </p>
    )
  }
  const open = proof.articles[shown] ?? proof.articles[0]
  return (
    <>
      <h3>{accountWord('bundle', language)}</h3>
      <div className="wechat-bundle">
        <style>{STYLE}</style>
        <ol>
          {proof.articles.map(({ document, proof: { cover, title } }, index) => (
            <li key={document}>
              <button
                aria-current={open?.document === document}
                onClick={() => {
                  setShown(index)
                }}
                type="button"
              >
                {cover && index === 0 ? (
                  <CoverCrop crop={cover.wide} height={146} url={cover.url} width={343} />
                ) : null}
                <span>{title}</span>
                {cover && index > 0 ? (
                  <CoverCrop crop={cover.square} height={48} url={cover.url} width={48} />
                ) : null}
              </button>
            </li>
          ))}
        </ol>
        {open ? (
          // No allow-…: nothing in it runs, and it has no origin.
          <iframe sandbox="" srcDoc={open.proof.page} title={accountWord('article', language)} />
        ) : null}
      </div>
    </>
  )
}
