import type { Payload } from 'payload'

/** On a database without users, makes the first one. Answers whether it did. */
export async function ensureFirstAdministrator(
  payload: Payload,
  { email, password }: { email: string; password: string },
): Promise<boolean> {
  const { totalDocs } = await payload.count({ collection: 'users', overrideAccess: true })
  if (totalDocs > 0) return false
  await payload.create({
    collection: 'users',
    data: { email, password, name: email, roles: ['administrator'] },
    overrideAccess: true,
  })
  return true
}
