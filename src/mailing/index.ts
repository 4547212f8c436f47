export { openMailing, type MailingEngine, type MailingOptions } from './open'
export { RATE_RULES } from './rates'
export { RECIPIENT_STATES, type RecipientState } from './recipient'
export type { Mailing, MailingState, MailingStore, Subscriber, Tally } from './store'
