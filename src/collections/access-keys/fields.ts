/** Where a record keeps its keys: written by the buttons, not by forms, and read by nobody. */
import type { Field } from 'payload'

import { nobody } from '../access'

const byButtons = { create: nobody, read: nobody, update: nobody }

export const keyFields = (): Field[] => [
  { name: 'keys', type: 'json', access: byButtons, admin: { hidden: true } },
  {
    name: 'keysVersion',
    type: 'number',
    defaultValue: 0,
    access: byButtons,
    admin: { hidden: true },
  },
]
