/** A double of WeChat's API, for the demo and the tests: the far side can't be reached from here. Nothing else imports it. */
export { WechatDouble } from './double'
export { eventOf, signed, type CallbackTarget, type SignedRequest } from './events'
export { listen } from './listen'
export { addressOf, FAULTS, type DoubleOptions, type Fault, type Publication } from './types'
