import { TextInput } from '@payloadcms/ui'
import type { TextFieldServerProps } from 'payload'

import { channelNames, type Kind } from './channel-names'

/** A ledger row's channel by its name; by its id when the channel was deleted. */
export async function ChannelField({
  clientField,
  i18n,
  kinds,
  path,
  payload,
  siblingData,
}: TextFieldServerProps & { readonly kinds: readonly Kind[] }): Promise<React.JSX.Element> {
  const { channel } = siblingData as { channel?: string }
  const names = await channelNames(payload, kinds, i18n.language === 'en' ? 'en' : 'zh')
  const name = channel === undefined ? '' : (names.get(channel) ?? channel)
  return (
    <TextInput label={clientField.label ?? clientField.name} path={path} readOnly value={name} />
  )
}
