export { readSettings, type Environment, type Settings } from './read-settings'
export { payloadSecret } from './secret'
export { settingsMarkdown } from './settings-markdown'
export { SettingsError } from './settings-error'
export {
  HUB_ROLES,
  LOG_LEVELS,
  MIN_PASSWORD_LENGTH,
  MIN_SECRET_LENGTH,
  SETTINGS,
  type HubRole,
  type LogLevel,
  type SettingName,
  type TrustedProxies,
} from './table'
