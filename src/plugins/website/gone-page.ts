/** What a withdrawn document's addresses answer: a notice with its reason and date. */
import { itemPath, type GonePointer, type Item, type Revision } from '@/core'

import { escape, momentElement, word, type Look } from './html'
import { renderPage } from './page'
import { zh } from './texts.zh'

export type Gone = Omit<GonePointer, 'kind'>

/** One pointer per address. The slugs are those the document has and had. */
export function renderGone(
  { at, reason }: Pick<Revision, 'at' | 'reason'>,
  { type }: Pick<Item, 'type'>,
  slugs: Iterable<string>,
  look: Look,
): readonly Gone[] {
  const main = [
    `<h1>${word(look, 'gone')}</h1>`,
    `<p>${word(look, 'goneNotice')}</p>`,
    reason ? `<p>${word(look, 'reason')}：${escape(reason)}</p>` : '',
    `<p>${word(look, 'withdrawnAt')}：${momentElement(at, look)}</p>`,
    `<p><a href="/${type}/">${word(look, 'back')}</a></p>`,
  ]
  const notice = reason ? `${zh.goneNotice}${zh.reason}：${reason}` : zh.goneNotice
  return [...slugs].map((slug) => {
    const path = itemPath({ type, slug })
    const page = renderPage(
      {
        path,
        title: zh.gone,
        description: zh.goneNotice,
        type: 'website',
        main: main.filter(Boolean).join('\n'),
        crumbs: [{ path: `/${type}/`, html: word(look, type) }],
        hidden: true,
      },
      look,
    )
    return { path, at, notice, page: new TextDecoder().decode(page) }
  })
}
