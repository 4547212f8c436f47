export { openMailing, type MailingEngine, type MailingOptions } from './open'
export { boardOf, type MailingBoard } from './board'
export { openDesk, type MailingDesk } from './desk'
export { BOUNCE_OUTCOMES, takeReport, type BounceOutcome } from './bounces/take-report'
export { GatewayError, readGateway, type NumberForm } from './gateway/settings'
export type { Gateways } from './gateway/ways'
export { readAddress, readAnyAddress } from './people/address'
export {
  importSubscribers,
  type ImportSubscribers,
  type SubscriberReport,
} from './people/import-subscribers'
export { erasePerson, personOf, type Person } from './people/person'
export { IMPORT_PROBLEMS, type ImportProblem } from './people/problems'
export { READER_LANGUAGES } from './people/languages'
export { changePreferences, isProfile, maskAddress, mayBecome } from './people/preferences'
export { PROVINCES } from './people/regions'
export { readRow, type Column } from './people/rows'
export { askSignUp, CONFIRM_MS, confirmSignUp, signUpOf } from './people/sign-up'
export { RATE_RULES } from './rates'
export { RECIPIENT_STATES, type RecipientState } from './recipient'
export {
  SUBSCRIBER_STATES,
  type Mailing,
  type MailingState,
  type MailingStore,
  type Subscriber,
  type Tally,
} from './store'
