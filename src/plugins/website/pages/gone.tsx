/** @jsxImportSource preact */
/** What a withdrawn document's addresses answer: a notice with its reason and date. */
import { itemPath, type ContentType, type GonePointer, type Item, type Revision } from '@/core'

import { renderDocument } from '../components/document'
import { Moment, Word, type LookProps } from '../components/words'
import type { Look } from '../html'
import { zh } from '../texts.zh'
import { listPath } from './addresses'

export type Gone = Omit<GonePointer, 'kind'>

/** One pointer per address. The slugs are those the document has and had. */
export function renderGone(
  { at, reason }: Pick<Revision, 'at' | 'reason'>,
  { type }: Pick<Item, 'type'>,
  slugs: Iterable<string>,
  look: Look,
): readonly Gone[] {
  const notice = reason ? `${zh.goneNotice}${zh.reason}：${reason}` : zh.goneNotice
  return [...slugs].map((slug) => {
    const path = itemPath({ type, slug })
    const page = renderDocument(
      {
        path,
        title: zh.gone,
        description: zh.goneNotice,
        type: 'website',
        crumbs: [{ path: listPath(type), label: zh[type] }],
        section: type,
        hidden: true,
      },
      <Notice at={at} reason={reason} type={type} look={look} />,
      look,
    )
    return { path, at, notice, page: new TextDecoder().decode(page) }
  })
}

interface NoticeProps extends LookProps {
  readonly at: string
  readonly reason: string | undefined
  readonly type: ContentType
}

const Notice = ({ at, reason, type, look }: NoticeProps) => (
  <div class="notice">
    <h1>
      <Word of="gone" look={look} />
    </h1>
    <p>{zh.goneNotice}</p>
    <dl class="facts">
      {reason && (
        <div>
          <dt>{zh.reason}</dt>
          <dd>{reason}</dd>
        </div>
      )}
      <div>
        <dt>{zh.withdrawnAt}</dt>
        <dd>
          <Moment iso={at} look={look} />
        </dd>
      </div>
    </dl>
    <p>
      <a class="button" href={listPath(type)}>
        {zh.back}
      </a>
    </p>
  </div>
)
