/**
 * The indexes the stores' queries stand on, in Payload's form; the deliveries collection takes them from here.
 * Each query stays proportional to open work, or to one document's rows, however many settled rows there are.
 */
export const DELIVERY_INDEXES: { fields: string[]; unique?: boolean }[] = [
  // claim, lanesWithWork, expired; counts reads only this index
  { fields: ['state', 'channel', 'destination', 'notBefore'] },
  // lanesWithWork: lost rows of every lane
  { fields: ['state', 'leaseUntil'] },
  // one document at a time, superseding, list by document
  { fields: ['document', 'channel', 'state', 'revisionNumber'] },
  // delivered, in the order of the receipts
  { fields: ['channel', 'state', 'receipt'] },
]
