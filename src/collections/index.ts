/** What editors fill in, in the order of the admin's menu. */
import type { CollectionConfig } from 'payload'

import { AllianceMonths, AllianceUsage, allianceSites } from './alliance-sites'
import { Articles } from './articles'
import { Columns } from './columns'
import { Courses } from './courses'
import { Editions } from './editions'
import { Explainers } from './explainers'
import { Holidays } from './holidays'
import { Lessons } from './lessons'
import { mediaCollection } from './media'
import { Newspapers } from './newspapers'
import { originalsCollection } from './originals'
import { Redirects } from './redirects'
import type { FetchesOf } from './partners/endpoints'
import { Audiences, Themes } from './taxonomy'
import { TvPartnerUsage, tvPartners } from './tv-partners'
import { Users } from './users'
import { VideoFiles } from './video-files'
import { Videos } from './videos'
import { WebhookEndpoints } from './webhook-endpoints'

export const collections = (directories: {
  readonly mediaDir: string
  readonly originalsDir: string
  /** The log of what TV partners fetched. */
  readonly partnerFetches: FetchesOf
  /** The log of what alliance sites took. */
  readonly allianceFetches: FetchesOf
}): CollectionConfig[] => [
  Articles,
  Videos,
  Explainers,
  Lessons,
  Courses,
  Columns,
  VideoFiles,
  tvPartners(directories.partnerFetches),
  TvPartnerUsage,
  allianceSites(directories.allianceFetches),
  AllianceUsage,
  AllianceMonths,
  WebhookEndpoints,
  Editions,
  Newspapers,
  Holidays,
  mediaCollection(directories.mediaDir),
  originalsCollection(directories.originalsDir),
  Themes,
  Audiences,
  Redirects,
  Users,
]
