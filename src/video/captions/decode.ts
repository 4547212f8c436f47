/** Bytes of a caption file to text: UTF-8, with or without a byte-order mark, nothing else. */
import { LIMITS } from '../limits'

import { CaptionError } from './cues'

/** Encodings older subtitle programs write, in the order they are tried for the message. */
const OTHERS = ['gb18030', 'big5'] as const

/**
 * Line ends become `\n`. Throws CaptionError `not-utf8`, with the encoding it seems to be (guessing is left to people:
 * a wrong guess gives wrong words), `binary` or `too-large`.
 */
export function decodeCaptions(bytes: Uint8Array): string {
  if (bytes.length > LIMITS.captions.bytes) {
    throw new CaptionError([{ code: 'too-large', value: String(bytes.length) }])
  }
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new CaptionError([{ code: 'not-utf8', value: 'utf-16' }])
  }
  const text = decoded(bytes, 'utf-8')
  if (text === undefined) {
    const value = OTHERS.find((encoding) => decoded(bytes, encoding) !== undefined)
    throw new CaptionError([
      value === undefined ? { code: 'not-utf8' } : { code: 'not-utf8', value },
    ])
  }
  if (text.includes('\0')) throw new CaptionError([{ code: 'binary' }])
  return text.replace(/\r\n?/g, '\n')
}

/** Without its byte-order mark; `undefined` where the bytes are not in the encoding. */
function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
