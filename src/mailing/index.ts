export { openMailing, type MailingEngine, type MailingOptions } from './open'
export { GatewayError, readGateway, type NumberForm } from './gateway/settings'
export type { Gateways } from './gateway/ways'
export { readAddress } from './people/address'
export {
  importSubscribers,
  type ImportSubscribers,
  type SubscriberReport,
} from './people/import-subscribers'
export { erasePerson, personOf, type Person } from './people/person'
export { IMPORT_PROBLEMS, type ImportProblem } from './people/problems'
export { RATE_RULES } from './rates'
export { RECIPIENT_STATES, type RecipientState } from './recipient'
export type { Mailing, MailingState, MailingStore, Subscriber, Tally } from './store'
