/** Opens the CMS: migrations run, the first administrator and the taxonomy are there afterwards. */
import config from '@payload-config'
import { getPayload, type Payload } from 'payload'

import { ensureFirstAdministrator } from '@/collections/first-administrator'
import { closeStores } from '@/plugins/distribution/stores'
import type { Settings } from '@/settings'
import { seedTaxonomy } from '@/taxonomy'

export async function openPayload(settings: Settings): Promise<Payload> {
  const payload = await getPayload({ config })
  const { adminEmail, adminPassword } = settings
  if (adminEmail && adminPassword) {
    await ensureFirstAdministrator(payload, { email: adminEmail, password: adminPassword })
  }
  await seedTaxonomy(payload)
  return payload
}

/** Closes what `openPayload` opened, the stores' own connection included. */
export async function closePayload(payload: Payload): Promise<void> {
  closeStores(payload)
  await payload.destroy()
}
