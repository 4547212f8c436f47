/** The Payload plugin for mailings and subscribers: two pages, a way to them, and their endpoints. Adds nothing to the schema. */
import type { Plugin } from 'payload'

import type { Settings } from '@/settings'

import { deskOf } from './desk'
import { mailingEndpoints } from './endpoints'

export const mailingDesk =
  (settings: Settings): Plugin =>
  (config) => ({
    ...config,
    endpoints: [...(config.endpoints ?? []), ...mailingEndpoints(() => deskOf(settings))],
    admin: {
      ...config.admin,
      components: {
        ...config.admin?.components,
        afterNavLinks: [
          ...(config.admin?.components?.afterNavLinks ?? []),
          '/src/admin/mailing/MailingLinks#MailingLinks',
        ],
        views: {
          ...config.admin?.components?.views,
          mailings: {
            Component: '/src/admin/mailing/MailingsView#MailingsView',
            path: '/mailings',
            exact: true,
          },
          mailing: {
            Component: '/src/admin/mailing/MailingsView#MailingsView',
            path: '/mailings/:id',
            exact: true,
          },
          subscribers: {
            Component: '/src/admin/mailing/SubscribersView#SubscribersView',
            path: '/subscribers',
            exact: true,
          },
        },
      },
    },
  })
