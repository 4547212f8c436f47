/** @jsxImportSource preact */
/** Sharing without any other party: the address to copy, and a QR code drawn here. */
import { encode } from 'uqr'

import { zh } from '../texts.zh'
import { Word, type LookProps } from './words'

/** White around the code, in modules: readers need it (ISO/IEC 18004 asks for four, phones do with two on white). */
const QUIET_ZONE = 2

export const ShareBox = ({ url, look }: LookProps & { readonly url: string }) => (
  <section class="side-box share">
    <h2>
      <Word of="share" look={look} />
    </h2>
    <div class="qr">
      <QrCode text={url} />
      <p>{zh.scan}</p>
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

/** Weighing all eight masks takes ten times as long as drawing the page; each is a valid code (ISO/IEC 18004, 7.8). */
const MASK = 2

function QrCode({ text }: { readonly text: string }) {
  const { data, size } = encode(text, { ecc: 'L', border: 0, maskPattern: MASK })
  const edge = String(-QUIET_ZONE)
  const side = String(size + 2 * QUIET_ZONE)
  return (
    <svg viewBox={`${edge} ${edge} ${side} ${side}`} role="img" aria-label={zh.scan}>
      <path d={outline(data)} />
    </svg>
  )
}

/** Dark modules as runs of each row, drawn relative to the pen: about half as long as one square each. */
function outline(rows: readonly (readonly boolean[])[]): string {
  let path = ''
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue
      const start = x
      while (row[x + 1]) x += 1
      const length = String(x - start + 1)
      path += `M${String(start)} ${String(y)}h${length}v1h-${length}z`
    }
  })
  return path
}
