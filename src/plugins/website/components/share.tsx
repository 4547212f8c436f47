/** @jsxImportSource preact */
/** Sharing without any other party: the address to copy, and a QR code of it, drawn by the server when it is looked at. */
import { QR_PATH } from '../pages/addresses'
import { zh } from '../texts.zh'
import { Word, type LookProps } from './words'

interface ShareProps extends LookProps {
  /** Root-relative. */
  readonly path: string
  /** The same, absolute. */
  readonly url: string
}

/** Width and height of the code; a browser keeps the place for it. */
const EDGE = 132

export const ShareBox = ({ path, url, look }: ShareProps) => (
  <section class="side-box share">
    <h2>
      <Word of="share" look={look} />
    </h2>
    <div class="qr">
      <img
        src={`${QR_PATH}?${new URLSearchParams({ of: path }).toString()}`}
        alt={zh.scan}
        width={EDGE}
        height={EDGE}
        loading="lazy"
      />
      <p aria-hidden="true">{zh.scan}</p>
    </div>
    <p class="address">{url}</p>
    <p class="actions" hidden data-share={url}>
      <button type="button" data-copy data-done={zh.copied}>
        {zh.copyLink}
      </button>
      <button type="button" data-print>
        {zh.print}
      </button>
    </p>
  </section>
)
