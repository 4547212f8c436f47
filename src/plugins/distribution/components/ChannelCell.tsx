import { Link } from '@payloadcms/ui'
import type { DefaultServerCellComponentProps } from 'payload'

import { channelNames, type Kind } from './channel-names'

/** A ledger row's channel by its name; by its id when the channel was deleted. */
export async function ChannelCell({
  cellData,
  i18n,
  kinds,
  link,
  linkURL,
  payload,
}: DefaultServerCellComponentProps & {
  readonly kinds: readonly Kind[]
}): Promise<React.JSX.Element> {
  const id = String(cellData)
  const names = await channelNames(payload, kinds, i18n.language === 'en' ? 'en' : 'zh')
  const name = names.get(id) ?? id
  return link && linkURL ? <Link href={linkURL}>{name}</Link> : <span title={id}>{name}</span>
}
