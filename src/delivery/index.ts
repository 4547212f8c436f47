export {
  createDelivery,
  createDeliveryApp,
  createDeliveryServer,
  type Delivery,
  type DeliveryOptions,
} from './app'
export type { DeliveryEvent } from './plane'
export type { ReadinessCheck } from './system-routes'
