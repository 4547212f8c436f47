import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

/** SHA-256 and size of a file, read in pieces. `signal` stops it. */
export async function fingerprint(
  file: string,
  signal?: AbortSignal,
): Promise<{ digest: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file, { signal, highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer)
    bytes += (chunk as Buffer).length
  }
  return { digest: hash.digest('hex'), bytes }
}
