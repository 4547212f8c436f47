import type { ServerProps } from 'payload'
import { formatAdminURL } from 'payload/shared'

import { mayWithMailings } from '@/collections/access'
import { say } from '@/i18n/texts'

import { mailingTexts as t } from './texts'

/** Below the collections: what is none. */
export function MailingLinks({ i18n, payload, user }: ServerProps): React.JSX.Element | null {
  if (!mayWithMailings(user, 'mailings.read')) return null
  const { language } = i18n
  const at = (path: `/${string}`): string =>
    formatAdminURL({ adminRoute: payload.config.routes.admin, path })
  return (
    <nav aria-label={say(t.nav, language)} className="nav-group">
      <a className="nav__link" href={at('/mailings')}>
        {say(t.mailings, language)}
      </a>
      {mayWithMailings(user, 'subscribers.read') ? (
        <a className="nav__link" href={at('/subscribers')}>
          {say(t.subscribers, language)}
        </a>
      ) : null}
    </nav>
  )
}
