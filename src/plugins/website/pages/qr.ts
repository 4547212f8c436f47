/** The QR code of an address as SVG. Drawn on demand: it would be a third of the time and half of the bytes of a page. */
import { encode } from 'uqr'

/** White around the code, in modules: readers need it (ISO/IEC 18004 asks for four, phones do with two on white). */
const QUIET_ZONE = 2

/** Weighing all eight masks takes ten times as long as drawing; each is a valid code (ISO/IEC 18004, 7.8). */
const MASK = 2

export function renderQr(url: string): Uint8Array {
  const { data, size } = encode(url, { ecc: 'L', border: 0, maskPattern: MASK })
  const edge = String(-QUIET_ZONE)
  const side = String(size + 2 * QUIET_ZONE)
  return new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${edge} ${edge} ${side} ${side}" shape-rendering="crispEdges"><rect x="${edge}" y="${edge}" width="${side}" height="${side}" fill="#fff"/><path d="${outline(data)}"/></svg>\n`,
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
