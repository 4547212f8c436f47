/** Packages for learning platforms: SCORM 1.2, cmi5, Common Cartridge and plain HTML, per lesson and per course. */
import { defineChannel, PULL_CHANNEL } from '@/core'

import { deliverPackages } from './deliver'
import { rebuildPackages } from './rebuild'
import { readSettings, type PackageSettings } from './settings'

export const packages = defineChannel<PackageSettings>({
  id: 'packages',
  label: { zh: '课件包', en: 'Packages' },
  ...PULL_CHANNEL,
  settings: readSettings,
  selects: ({ type, channels }) =>
    (type === 'lessons' || type === 'courses') &&
    (channels.length === 0 || channels.includes('alliance'))
      ? ['public']
      : [],
  deliver: deliverPackages,
  rebuild: rebuildPackages,
})
