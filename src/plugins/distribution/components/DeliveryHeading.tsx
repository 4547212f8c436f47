import type { UIFieldServerProps } from 'payload'

import type { DeliveryAction, DeliveryState } from '@/core'

import { adminTexts, filled } from '../admin-texts'
import { channelNames, type Kind } from './channel-names'
import { DocumentHeading } from './DocumentHeading'

interface Row {
  readonly title: string
  readonly channel: string
  readonly revisionNumber: number
  readonly action: DeliveryAction
  readonly state: DeliveryState
}

/** Says in one sentence what a ledger row is, where other documents have their title. */
export async function DeliveryHeading({
  data,
  i18n,
  kinds,
  payload,
}: UIFieldServerProps & { readonly kinds: readonly Kind[] }): Promise<React.JSX.Element> {
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const { title, channel, revisionNumber, action, state } = data as Row
  const names = await channelNames(payload, kinds, language)
  const sentence = filled(adminTexts.heading, {
    title,
    number: revisionNumber,
    channel: names.get(channel) ?? channel,
    action: adminTexts.actionLabels[action][language],
    state: adminTexts.stateLabels[state][language],
  })
  return <DocumentHeading text={sentence[language]} />
}
