export { MEMORY } from './database'
export { openSyndicationReader, type SyndicationStoreReader } from './reader'
export { openSyndicationWriter, type SyndicationStoreWriter } from './writer'
