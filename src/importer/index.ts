/** The importer: a folder of files becomes documents and media. */
export { IMPORT_ERRORS, type ImportCode, type ImportProblem } from './errors'
export { bulkWriter, type BulkWriterOptions } from './bulk-writer'
export { importFolder, type ImportRequest } from './import-folder'
export { LIMITS } from './limits'
export { type ImportReport } from './report'
export { plainWriter, type DocumentChange, type DocumentWriter, type WriteResult } from './writer'
