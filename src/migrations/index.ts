import * as migration_20261124_093857_initial from './20261124_093857_initial';

export const migrations = [
  {
    up: migration_20261124_093857_initial.up,
    down: migration_20261124_093857_initial.down,
    name: '20261124_093857_initial'
  },
];
