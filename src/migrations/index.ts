import * as migration_20261124_093857_initial from './20261124_093857_initial';
import * as migration_20261124_135522_found_by_digest from './20261124_135522_found_by_digest';
import * as migration_20261124_141526_smaller_pictures from './20261124_141526_smaller_pictures';
import * as migration_20261124_143002_tv from './20261124_143002_tv';
import * as migration_20261124_150125_site_contact from './20261124_150125_site_contact';
import * as migration_20261124_175127_tv_partners from './20261124_175127_tv_partners';
import * as migration_20261124_190227_newspapers from './20261124_190227_newspapers';
import * as migration_20261124_225353_editions_published from './20261124_225353_editions_published';
import * as migration_20261124_232308_alliance_sites from './20261124_232308_alliance_sites';
import * as migration_20261124_233706_webhook_endpoints from './20261124_233706_webhook_endpoints';

export const migrations = [
  {
    up: migration_20261124_093857_initial.up,
    down: migration_20261124_093857_initial.down,
    name: '20261124_093857_initial',
  },
  {
    up: migration_20261124_135522_found_by_digest.up,
    down: migration_20261124_135522_found_by_digest.down,
    name: '20261124_135522_found_by_digest',
  },
  {
    up: migration_20261124_141526_smaller_pictures.up,
    down: migration_20261124_141526_smaller_pictures.down,
    name: '20261124_141526_smaller_pictures',
  },
  {
    up: migration_20261124_143002_tv.up,
    down: migration_20261124_143002_tv.down,
    name: '20261124_143002_tv',
  },
  {
    up: migration_20261124_150125_site_contact.up,
    down: migration_20261124_150125_site_contact.down,
    name: '20261124_150125_site_contact',
  },
  {
    up: migration_20261124_175127_tv_partners.up,
    down: migration_20261124_175127_tv_partners.down,
    name: '20261124_175127_tv_partners',
  },
  {
    up: migration_20261124_190227_newspapers.up,
    down: migration_20261124_190227_newspapers.down,
    name: '20261124_190227_newspapers',
  },
  {
    up: migration_20261124_225353_editions_published.up,
    down: migration_20261124_225353_editions_published.down,
    name: '20261124_225353_editions_published',
  },
  {
    up: migration_20261124_232308_alliance_sites.up,
    down: migration_20261124_232308_alliance_sites.down,
    name: '20261124_232308_alliance_sites',
  },
  {
    up: migration_20261124_233706_webhook_endpoints.up,
    down: migration_20261124_233706_webhook_endpoints.down,
    name: '20261124_233706_webhook_endpoints'
  },
];
