import { Link, Pill } from '@payloadcms/ui'
import type { BeforeListTableServerProps } from 'payload'
import { formatAdminURL } from 'payload/shared'

import type { DeliveryState } from '@/core'

import { adminTexts } from '../admin-texts'
import { channelNames, type Kind } from './channel-names'

/** What an operator looks for first. */
const STATES = [
  'failed',
  'held',
  'submitted',
  'pending',
] as const satisfies readonly DeliveryState[]

/** Nobody may change or delete a row, so rows can't be ticked; Payload has no setting for that. */
const NO_CHECKBOXES = '#heading-_select, .cell-_select { display: none }'

/** Above the ledger: one click to what failed, is held, is open at the far side or waits, and to each channel. */
export async function LedgerFilters({
  i18n,
  kinds,
  payload,
  user,
}: BeforeListTableServerProps & {
  readonly kinds: readonly Kind[]
}): Promise<React.JSX.Element | null> {
  if (!user) return null
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const t = adminTexts.board
  const counts = await Promise.all(
    STATES.map(async (state) => {
      const { totalDocs } = await payload.count({
        collection: 'deliveries',
        where: { state: { equals: state } },
        overrideAccess: false,
        user,
      })
      return { state, totalDocs }
    }),
  )
  const list = formatAdminURL({
    adminRoute: payload.config.routes.admin,
    path: '/collections/deliveries',
  })
  const filter = (key: string, text: string, query = ''): React.JSX.Element => (
    <Link href={`${list}${query}`} key={key} prefetch={false}>
      <Pill size="small">{text}</Pill>
    </Link>
  )
  const only = (field: string, value: string): string =>
    `?where[or][0][and][0][${field}][equals]=${encodeURIComponent(value)}`
  return (
    <nav
      aria-label={adminTexts.deliveries.labels.plural[language]}
      style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '0.5rem' }}
    >
      <style>{NO_CHECKBOXES}</style>
      {filter('all', t.all[language])}
      <span>{t.states[language]}</span>
      {counts.map(({ state, totalDocs }) =>
        filter(
          state,
          `${adminTexts.stateLabels[state][language]} ${String(totalDocs)}`,
          only('state', state),
        ),
      )}
      <span>{t.channels[language]}</span>
      {[...(await channelNames(payload, kinds, language))].map(([id, name]) =>
        filter(id, name, only('channel', id)),
      )}
    </nav>
  )
}
