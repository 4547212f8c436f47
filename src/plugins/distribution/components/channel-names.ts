import type { Payload } from 'payload'
import { cache } from 'react'

import type { Label } from '../admin-texts'
import type { ChannelRow } from '../channel-rows'

export interface Kind {
  readonly id: string
  readonly label: Readonly<Label>
}

/** The channel rows, asked for once per page. */
const rowsOf = cache(async (payload: Payload): Promise<readonly ChannelRow[]> => {
  const { docs } = await payload.db.find({ collection: 'channels', pagination: false, sort: 'id' })
  return docs as unknown as ChannelRow[]
})

/**
 * What people call each channel, by its id: the name an operator gave it, or, where it still has the name it was born
 * with, the kind's label in the reader's language.
 */
export async function channelNames(
  payload: Payload,
  kinds: readonly Kind[],
  language: 'zh' | 'en',
): Promise<ReadonlyMap<string, string>> {
  const names = (await rowsOf(payload)).map(({ id, kind, name }) => {
    const label = kinds.find((each) => each.id === kind)?.label
    return [id, label && name === label.zh ? label[language] : name] as const
  })
  return new Map(names)
}
