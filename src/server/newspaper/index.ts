/** Every address of subscribing and leaving. */
import type { FormRoute } from '@/delivery'

import { leavingRoute } from './leaving-routes'
import { preferenceRoute } from './preference-routes'
import { signUpRoutes, type SignUpRoutesOptions } from './sign-up-routes'

export { readCatalogue, type Catalogue } from './catalogue'
export { bounceRoutes, reportRoutes } from './report-routes'

export const newspaperRoutes = (options: SignUpRoutesOptions): readonly FormRoute[] => [
  leavingRoute(options.mailing),
  preferenceRoute(options),
  ...signUpRoutes(options),
]
