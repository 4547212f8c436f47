/** A setting is wrong; the message names it, its value and the rule, and never shows a secret. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}
