export { etagOf, openArtefactStore, type DiskStoreOptions } from './disk-store'
export { isPublicPath, pathProblem } from './paths'
export type {
  ArtefactStore,
  ChangeLog,
  ChangePage,
  Damage,
  OpenFile,
  Snapshot,
  VerifyReport,
} from './store'
export { uploadsOf } from './uploads'
