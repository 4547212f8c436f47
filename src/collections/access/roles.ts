/** Who works here. Labels: src/i18n. */
export const ROLES = [
  'administrator',
  'author',
  'reviewer-first',
  'reviewer-second',
  'reviewer-final',
  'proofreader',
  'operator',
  'organiser',
] as const

export type Role = (typeof ROLES)[number]

const isRole = (value: unknown): value is Role => (ROLES as readonly unknown[]).includes(value)

/** The roles of whoever asks; none for anonymous requests. */
export function rolesOf(user: unknown): readonly Role[] {
  if (typeof user !== 'object' || user === null || !('roles' in user)) return []
  return Array.isArray(user.roles) ? user.roles.filter(isRole) : []
}
