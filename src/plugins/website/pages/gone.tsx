/** @jsxImportSource preact */
/** What a withdrawn document's addresses answer: a notice with its reason and date. */
import { itemPath, type GonePointer, type Item, type Revision } from '@/core'

import { renderDocument } from '../components/document'
import { Moment, Word, type LookProps } from '../components/words'
import type { Look } from '../html'
import { zh } from '../texts.zh'
import { rowOf } from '../entries'
import { listPath } from './addresses'
import { placeOfItem } from './list'

export type Gone = Omit<GonePointer, 'kind'>

/** One pointer per address. The slugs are those the document has and had. */
export function renderGone(
  { at, reason }: Pick<Revision, 'at' | 'reason'>,
  item: Pick<Item, 'type' | 'details'>,
  slugs: Iterable<string>,
  look: Look,
): readonly Gone[] {
  const notice = reason ? `${zh.goneNotice}${zh.reason}：${reason}` : zh.goneNotice
  const { type } = item
  // The list of a newspaper's editions may be gone with its only one; the list of newspapers stays.
  const { title, section, crumbs } = placeOfItem(item)
  const [list = { path: listPath(rowOf(item)), label: title }] = crumbs
  return [...slugs].map((slug) => {
    const path = itemPath({ type, slug })
    const page = renderDocument(
      {
        path,
        title: zh.gone,
        description: zh.goneNotice,
        type: 'website',
        crumbs: [list],
        section,
        hidden: true,
      },
      <Notice at={at} reason={reason} list={list.path} look={look} />,
      look,
    )
    return { path, at, notice, page: new TextDecoder().decode(page) }
  })
}

interface NoticeProps extends LookProps {
  readonly at: string
  readonly reason: string | undefined
  /** Where the others are. */
  readonly list: string
}

const Notice = ({ at, reason, list, look }: NoticeProps) => (
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
      <a class="button" href={list}>
        {zh.back}
      </a>
    </p>
  </div>
)
