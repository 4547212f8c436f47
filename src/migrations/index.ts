import * as migration_20261124_093857_initial from './20261124_093857_initial';
import * as migration_20261124_135522_found_by_digest from './20261124_135522_found_by_digest';

export const migrations = [
  {
    up: migration_20261124_093857_initial.up,
    down: migration_20261124_093857_initial.down,
    name: '20261124_093857_initial',
  },
  {
    up: migration_20261124_135522_found_by_digest.up,
    down: migration_20261124_135522_found_by_digest.down,
    name: '20261124_135522_found_by_digest'
  },
];
