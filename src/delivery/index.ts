export {
  createDelivery,
  createDeliveryApp,
  createDeliveryServer,
  type Delivery,
  type DeliveryOptions,
} from './app'
export type { ApiRoute, RouteAnswer, RouteQuestion } from './api-routes'
export type { ComputedAnswer, ComputedRoute } from './computed-routes'
export type { GuardedAnswer, GuardedQuestion, GuardedRoute } from './guarded-routes'
export type { FormRoute } from './form-routes'
export type { HookCall, HookRoute } from './hook-routes'
export type { InboxRoute } from './inbox-routes'
export type { DeliveryEvent } from './plane'
export type { ReadinessCheck } from './system-routes'
