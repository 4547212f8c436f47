/** An order as it is kept: JSON, with the bytes of pictures in base64. */
import type { MailingOrder } from '@/core'

const MARK = '$bytes'

export const writeOrder = (order: MailingOrder): string =>
  JSON.stringify(order, function (this: Record<string, unknown>, name) {
    // Read from its holder: a Buffer has turned itself into `{ type, data }` before it gets here.
    const value = this[name]
    return value instanceof Uint8Array ? { [MARK]: Buffer.from(value).toString('base64') } : value
  })

export const readOrder = (text: string): MailingOrder =>
  JSON.parse(text, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && MARK in value && typeof value[MARK] === 'string'
      ? Buffer.from(value[MARK], 'base64')
      : value,
  ) as MailingOrder
