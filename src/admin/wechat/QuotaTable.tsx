import type { QuotaLine } from '@/plugins/wechat/quota-report'

import { inLanguage } from '../proof/words'
import { accountWord } from './account-texts'

/** What is left of each quota, of so much. */
export const QuotaTable = ({
  language,
  quotas,
}: {
  readonly language: string
  readonly quotas: readonly QuotaLine[]
}): React.JSX.Element => (
  <table>
    <thead>
      <tr>
        <th>{accountWord('quota', language)}</th>
        <th>{accountWord('today', language)}</th>
        <th>{accountWord('month', language)}</th>
        <th>{accountWord('reserve', language)}</th>
      </tr>
    </thead>
    <tbody>
      {quotas.map(({ name, label, day, month, reserve }) => (
        <tr key={name}>
          <td>{inLanguage(label, language)}</td>
          <td>
            {day.left} / {day.limit}
          </td>
          <td>{month ? `${String(month.left)} / ${String(month.limit)}` : ''}</td>
          <td>{reserve}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
