export { backup } from './backup'
export { BackupError, type Manifest } from './contents'
export { restore } from './restore'
