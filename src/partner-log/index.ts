export { LARGEST_FILE_BYTES, listFiles, type LogFile } from './files'
export { fetchesOf, prune, readFrom, type Cursors, type Keeping } from './reader'
export { countIn, EMPTY_USAGE, KEPT, readUsage, type PartnerUsage } from './usage'
export { openPartnerLog, type PartnerLog } from './writer'
