export { answerPartner, type PartnerAnswer, type Whereabouts } from './answer'
export { PARTNER_SHELF, readGrants, writeGrants, type Grants } from './grants'
export { PARTNER_FILES, publicFile } from './pages'
export { REFUSALS, refusalText, type Refusal } from './texts'
