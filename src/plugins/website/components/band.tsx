/** @jsxImportSource preact */
/** A section of a page that shows some of a list, and leads to the rest. */
import type { ComponentChildren } from 'preact'

import { zh, type TextKey } from '../texts.zh'
import { Unseen, Word, type LookProps } from './words'

export const Band = ({
  title,
  more,
  look,
  children,
}: LookProps & {
  readonly title: TextKey
  readonly more: string
  readonly children: ComponentChildren
}) => (
  <section class="band">
    <div class="band-head">
      <h2>
        <Word of={title} look={look} />
      </h2>
      <a href={more}>
        {zh.more}
        <Unseen>：{zh[title]}</Unseen>
      </a>
    </div>
    {children}
  </section>
)
