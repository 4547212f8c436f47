/** Access functions made from the matrix. Deny by default: a rule the matrix lacks refuses everybody. */
import type { Access, CollectionConfig, FieldAccess, GlobalConfig } from 'payload'

import {
  GLOBAL_MATRIX,
  MAILING_RULES,
  rulesFor,
  type GovernedCollection,
  type GovernedGlobal,
  type MailingRight,
  type Operation,
  type Rules,
} from './matrix'
import { rolesOf, type Role } from './roles'

export { MAILING_RULES, type MailingRight } from './matrix'
export { MATRIX, OPERATIONS, type GovernedCollection, type Operation } from './matrix'
export { ROLES, rolesOf, type Role } from './roles'

const holdsOneOf = (user: unknown, who: readonly string[] | undefined): boolean =>
  rolesOf(user).some((role) => who?.includes(role) ?? false)

/** Whether a user may do it to any record of the collection. */
export const may = (user: unknown, operation: Operation, collection: GovernedCollection): boolean =>
  holdsOneOf(user, rulesFor(collection)[operation])

/** Whether a user may do it with mailings or subscribers. */
export const mayWithMailings = (user: unknown, right: MailingRight): boolean =>
  holdsOneOf(user, MAILING_RULES[right])

/** The roles that may, for messages. */
export const rolesThatMay = (
  operation: Operation,
  collection: GovernedCollection,
): readonly Role[] => (rulesFor(collection)[operation] ?? []).filter((who) => who !== 'self')

/** A collection's access functions. */
export function accessFor(collection: GovernedCollection): NonNullable<CollectionConfig['access']> {
  const rules = rulesFor(collection)
  const rule =
    (operation: Operation): Access =>
    ({ req: { user } }) =>
      permits(rules, operation, user)
  return {
    create: ({ req: { user }, data }) =>
      permits(rules, 'create', user) === true && (!publishes(data) || mayPublish(rules, user)),
    read: rule('read'),
    update: ({ req: { user }, data }) => updateRule(rules, user, data),
    delete: rule('delete'),
    readVersions: rule('readVersions'),
    unlock: ({ req: { user } }) => holdsOneOf(user, rules.unlock),
    // Only asked of collections people log in with: whoever has a role may enter the admin.
    admin: ({ req: { user } }) => rolesOf(user).length > 0,
  }
}

export function globalAccessFor(global: GovernedGlobal): NonNullable<GlobalConfig['access']> {
  const rules: Rules = GLOBAL_MATRIX[global]
  return {
    read: ({ req: { user } }) => holdsOneOf(user, rules.read),
    update: ({ req: { user } }) => holdsOneOf(user, rules.update),
    readVersions: ({ req: { user } }) => holdsOneOf(user, rules.readVersions),
  }
}

/** For fields only administrators may write. */
export const administratorsOnly: FieldAccess = ({ req: { user } }) =>
  rolesOf(user).includes('administrator')

/** For fields nobody writes through the API. */
export const nobody: FieldAccess = () => false

type Permit = ReturnType<Access>

function permits(rules: Rules, operation: Operation, user: unknown): Awaited<Permit> {
  if (holdsOneOf(user, rules[operation])) return true
  const id = idOf(user)
  return rules[operation]?.includes('self') === true && id !== undefined && rolesOf(user).length > 0
    ? { id: { equals: id } }
    : false
}

/**
 * Publishing is refused here too, not only in the hook (hooks/publishing-rights.ts), because the admin asks these
 * functions whether to show its publish button. Who may only unpublish sends nothing but the status.
 */
function updateRule(rules: Rules, user: unknown, data: unknown): Awaited<Permit> {
  if (publishes(data) && !mayPublish(rules, user)) return false
  const permit = permits(rules, 'update', user)
  return permit === false && onlyUnpublishes(data) ? holdsOneOf(user, rules.unpublish) : permit
}

const mayPublish = (rules: Rules, user: unknown): boolean =>
  rules.publish === undefined || holdsOneOf(user, rules.publish)

const publishes = (data: unknown): boolean => statusIn(data) === 'published'

const UNPUBLISHING_FIELDS = ['_status', 'withdrawal']

const onlyUnpublishes = (data: unknown): boolean =>
  statusIn(data) === 'draft' &&
  Object.keys(data as object).every((field) => UNPUBLISHING_FIELDS.includes(field))

const statusIn = (data: unknown): unknown =>
  typeof data === 'object' && data !== null && '_status' in data ? data._status : undefined

const idOf = (user: unknown): string | undefined =>
  typeof user === 'object' && user !== null && 'id' in user && typeof user.id === 'string'
    ? user.id
    : undefined
