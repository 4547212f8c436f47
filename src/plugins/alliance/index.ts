/** What other folders may know of the alliance, beside its channel. */
export {
  admit,
  answerApi,
  callerOf,
  type ApiAnswer,
  type ApiPorts,
  type ApiQuestion,
  type Audit,
} from './api/answer'
export { API_BASE, OAI_PATH } from './api/limits'
export { openApiDocument } from './api/openapi'
export { API_PROBLEMS } from './api/problems'
export { answerOai } from './oai/answer'
export { OAI_ERRORS } from './oai/errors'
export { ALLIANCE } from './channel'
export { isEntitled, wordOn } from './entitled'
export { readGrants, SITES_SHELF, writeGrants, type Grants } from './grants'
