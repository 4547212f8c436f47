import type { CollectionConfig } from 'payload'

import { texts as t } from '@/i18n/texts'

import { accessFor, administratorsOnly, ROLES } from './access'
import { idField } from './fields/id'
import { keepOnlyKeyDigest } from './hooks/api-key'
import {
  firstUserIsAdministrator,
  keepAnAdministrator,
  keepLastAdministrator,
} from './hooks/administrators'

/** Seconds a login lasts without use. */
const SESSION_SECONDS = 8 * 60 * 60

/** Wrong passwords in a row before the account is locked, and milliseconds it stays so. */
const MAX_LOGIN_ATTEMPTS = 5
const LOCK_MS = 15 * 60_000

export const Users: CollectionConfig = {
  slug: 'users',
  labels: { singular: t.collections.users.one, plural: t.collections.users.many },
  access: accessFor('users'),
  auth: {
    useAPIKey: true,
    tokenExpiration: SESSION_SECONDS,
    maxLoginAttempts: MAX_LOGIN_ATTEMPTS,
    lockTime: LOCK_MS,
    cookies: { sameSite: 'Lax' },
  },
  admin: {
    group: t.groups.people,
    description: t.collections.users.help,
    useAsTitle: 'name',
    hideAPIURL: true,
    defaultColumns: ['name', 'email', 'roles', 'updatedAt'],
  },
  hooks: {
    beforeValidate: [firstUserIsAdministrator],
    beforeChange: [keepOnlyKeyDigest, keepAnAdministrator],
    beforeDelete: [keepLastAdministrator],
  },
  fields: [
    idField(),
    { name: 'name', type: 'text', required: true, maxLength: 60, label: t.fields.name },
    {
      name: 'roles',
      type: 'select',
      hasMany: true,
      required: true,
      saveToJWT: true,
      options: ROLES.map((value) => ({ value, label: t.options.roles[value] })),
      label: t.fields.roles,
      access: { create: administratorsOnly, update: administratorsOnly },
      admin: { description: t.help.roles },
    },
    // Payload's own field, with rights and a label of ours.
    {
      name: 'apiKey',
      type: 'text',
      label: t.fields.apiKey,
      access: { create: administratorsOnly, update: administratorsOnly },
    },
  ],
}
