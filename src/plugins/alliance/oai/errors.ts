/** The errors of OAI-PMH 2.0 (§3.6), answered with HTTP 200. The one place; docs/errors.md names them. */
export const OAI_ERRORS = {
  badArgument: 'The request includes illegal arguments, is missing required ones, or repeats one',
  badResumptionToken:
    'The resumption token is not valid, or what it goes on with is no longer there',
  badVerb: 'The verb is missing, repeated or unknown',
  cannotDisseminateFormat: 'The metadata format is not supported',
  idDoesNotExist: 'The identifier is unknown in this repository',
  noRecordsMatch: 'Nothing matches these arguments',
} as const
export type OaiErrorCode = keyof typeof OAI_ERRORS

export class OaiError extends Error {
  override readonly name = 'OaiError'
  constructor(
    readonly code: OaiErrorCode,
    readonly detail?: string,
  ) {
    super(detail ?? OAI_ERRORS[code])
  }
}
