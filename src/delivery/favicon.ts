/** The icon browsers look for at /favicon.ico: our own drawing of the sign 全, which the admin shows in its corner too. */
import sharp from 'sharp'

/** Sizes of tabs and bookmarks, in pixels. */
const SIZES = [16, 32, 48] as const

const DRAWING = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="7" fill="#0b57d0"/>
<path d="M16 5Q12 11 5 14.5M16 5Q20 11 27 14.5M10 16h12M16 16v10M10.5 21h11M6 26.5h20" fill="none" stroke="#fff" stroke-width="2.75" stroke-linecap="round"/>
</svg>`

/** The icon as an ICO file of PNG pictures, which every browser reads; always the same bytes for the same sharp. */
export async function favicon(): Promise<Buffer> {
  const pictures = await Promise.all(
    SIZES.map((size) =>
      sharp(Buffer.from(DRAWING), { density: 72 * 4 })
        .resize(size, size)
        .png()
        .toBuffer(),
    ),
  )
  return icoOf(pictures)
}

const HEADER_BYTES = 6
const ENTRY_BYTES = 16

/** A header, an entry per picture, then the pictures; numbers are little-endian. Pictures are in the order of SIZES. */
function icoOf(pictures: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(HEADER_BYTES + ENTRY_BYTES * pictures.length)
  head.writeUInt16LE(1, 2) // an icon, not a cursor
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  pictures.forEach((picture, index) => {
    const entry = HEADER_BYTES + ENTRY_BYTES * index
    const size = SIZES[index] ?? 0
    head.writeUInt8(size, entry)
    head.writeUInt8(size, entry + 1)
    head.writeUInt16LE(1, entry + 4) // colour planes
    head.writeUInt16LE(32, entry + 6) // bits per pixel
    head.writeUInt32LE(picture.length, entry + 8)
    head.writeUInt32LE(offset, entry + 12)
    offset += picture.length
  })
  return Buffer.concat([head, ...pictures])
}
