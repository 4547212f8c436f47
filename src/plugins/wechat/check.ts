/** What became of a submitted row. */
import { DeliveryError, type Outcome } from '@/core'

import { bundleOf, isHandedOver, partOf } from './bundle'
import type { Desk } from './desk'
import { pageOf } from './journal'
import { delivered, lookUp, manually } from './settle'

export async function check(desk: Desk): Promise<Outcome> {
  const journal = await desk.journal()
  const { key, revision } = desk.shipment
  if (journal?.key === key) {
    const page = pageOf(journal)
    if (page) return delivered(page)
    const bundle = await bundleOf(desk, journal)
    if (bundle && isHandedOver(bundle)) return partOf(desk, journal, bundle, 'check')
    if (journal.manual) return manually(desk, journal)
    if (journal.handOver) {
      return lookUp(desk, { ...journal, handOver: journal.handOver }, 'check')
    }
  }
  const page = journal?.pages.find((each) => each.revision === revision.number)
  if (page) return delivered(page)
  if (journal?.unsettled?.includes(revision.number)) {
    return refuse(
      new DeliveryError(
        'OUTCOME_UNKNOWN',
        '没有查到结果，请到公众平台核实 / no outcome was found: look in the console',
      ),
    )
  }
  return refuse(
    new DeliveryError(
      'DESTINATION_REFUSED',
      '发布之前已被后来的版本取代 / a later revision took its place before it was published',
    ),
  )
}

const refuse = (error: DeliveryError): Outcome => ({ ok: false, error })
