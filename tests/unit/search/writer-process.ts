/**
 * A writer of its own, for the crash test: puts numbered batches for ever, each saying its number in every document,
 * and now and then builds everything anew. Prints the number of each batch that is done. Argument: directory.
 */
import { openSearchWriter } from '@/search'

import { itemOf } from '../../helpers/items'

const DOCUMENTS = 6
const writer = openSearchWriter(process.argv[2] ?? '')
for (let round = 1; ; round += 1) {
  const items = Array.from({ length: DOCUMENTS }, (_, index) =>
    itemOf('articles', String(index), {
      title: `党员 round${String(round)}`,
      publishedAt: new Date(Date.UTC(2014, 0, 1, 0, 0, (round * 7 + index) % 50)).toISOString(),
    }),
  )
  if (round % 4 === 0) await writer.replaceAll(items)
  else await writer.put(items)
  process.stdout.write(`${String(round)}\n`)
}
