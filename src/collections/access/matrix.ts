/**
 * Who may do what. The one place; every collection's access functions read it. What is not listed is refused, and
 * nobody without a role may do anything.
 */
import { ROLES, type Role } from './roles'

export const OPERATIONS = [
  'create',
  'read',
  'update',
  'delete',
  'readVersions',
  'publish',
  'unpublish',
  'unlock',
  /** By hand, on a ledger row: send it once more; say how a held one ended. */
  'resend',
  'resolve',
  /** By hand, on a published document: take it back with a reason; publish its newest draft with a note. */
  'withdraw',
  'correct',
] as const
export type Operation = (typeof OPERATIONS)[number]

/** `self`: the user the record is about. */
export type Who = Role | 'self'
export type Rules = Readonly<Partial<Record<Operation, readonly Who[]>>>

const STAFF = ROLES
const EDITORS = [
  'administrator',
  'author',
  'reviewer-first',
  'reviewer-second',
  'reviewer-final',
  'proofreader',
] as const satisfies readonly Role[]
const ADMINISTRATOR = ['administrator'] as const satisfies readonly Role[]
const OPERATORS = ['administrator', 'operator'] as const satisfies readonly Role[]

const PUBLISHERS = ['administrator', 'reviewer-final'] as const satisfies readonly Role[]
const UNPUBLISHERS = [...PUBLISHERS, 'operator'] as const satisfies readonly Role[]

/** Deleting would break what links here; content is withdrawn instead, so only administrators delete. */
const CONTENT: Rules = {
  create: EDITORS,
  read: STAFF,
  update: EDITORS,
  delete: ADMINISTRATOR,
  readVersions: STAFF,
  publish: PUBLISHERS,
  unpublish: UNPUBLISHERS,
  /** An unpublishing that tells readers why, so whoever may unpublish may withdraw. */
  withdraw: UNPUBLISHERS,
  /** A correction publishes, so it takes the right to publish. */
  correct: PUBLISHERS,
}

const TAXONOMY: Rules = {
  create: ADMINISTRATOR,
  read: STAFF,
  update: ADMINISTRATOR,
  delete: ADMINISTRATOR,
}

export const MATRIX = {
  articles: CONTENT,
  videos: CONTENT,
  explainers: CONTENT,
  lessons: CONTENT,
  courses: CONTENT,
  media: { create: EDITORS, read: STAFF, update: EDITORS, delete: ADMINISTRATOR },
  /** Written by the importer. */
  originals: { read: STAFF, delete: ADMINISTRATOR },
  themes: TAXONOMY,
  audiences: TAXONOMY,
  /** Written by the job that measures and converts videos. */
  'video-files': { read: STAFF },
  columns: { create: OPERATORS, read: STAFF, update: OPERATORS, delete: ADMINISTRATOR },
  /** Agreements and contacts: for those who deal with stations. */
  'tv-partners': {
    create: OPERATORS,
    read: OPERATORS,
    update: OPERATORS,
    delete: ADMINISTRATOR,
  },
  /** Written by the job that reads the log of fetches. */
  'tv-partner-usage': { read: OPERATORS },
  /** Agreements, contacts and what sites took: for those who deal with the alliance. */
  'alliance-sites': {
    create: OPERATORS,
    read: OPERATORS,
    update: OPERATORS,
    delete: ADMINISTRATOR,
  },
  /** Addresses of other sites, and what signs to them. */
  'webhook-endpoints': {
    create: OPERATORS,
    read: OPERATORS,
    update: OPERATORS,
    delete: ADMINISTRATOR,
  },
  /** Written by the job that reads the log of what sites took. */
  'alliance-usage': { read: OPERATORS },
  'alliance-months': { read: OPERATORS },
  /** Schedule and audience are the operators' matter; the editions themselves are content, and publishing one sends it. */
  newspapers: { create: OPERATORS, read: STAFF, update: OPERATORS, delete: ADMINISTRATOR },
  holidays: { create: OPERATORS, read: STAFF, update: OPERATORS, delete: ADMINISTRATOR },
  editions: CONTENT,
  /** Colleagues see each other's names: who holds a document's lock, who scheduled a publication. */
  users: {
    create: ADMINISTRATOR,
    read: STAFF,
    update: ['administrator', 'self'],
    delete: ADMINISTRATOR,
    unlock: ADMINISTRATOR,
  },
  /** Written by the publishing hook. */
  redirects: { read: STAFF },
  channels: { create: OPERATORS, read: STAFF, update: OPERATORS, delete: ADMINISTRATOR },
  /** The ledger is written by the hub alone: receipts nobody can edit are worth something. Resending adds a row. */
  deliveries: {
    read: [
      'administrator',
      'author',
      'reviewer-first',
      'reviewer-second',
      'reviewer-final',
      'operator',
      'organiser',
    ],
    resend: OPERATORS,
    resolve: OPERATORS,
  },
  revisions: { read: STAFF },
  leases: { read: OPERATORS },
  timetable: { read: OPERATORS },
  'payload-jobs': { read: STAFF },
} as const satisfies Record<string, Rules>
export type GovernedCollection = keyof typeof MATRIX

export const GLOBAL_MATRIX = {
  site: { read: STAFF, update: ADMINISTRATOR },
} as const satisfies Record<string, Rules>
export type GovernedGlobal = keyof typeof GLOBAL_MATRIX

export const rulesFor = (collection: GovernedCollection): Rules => MATRIX[collection]

/** What is no collection: mailings and subscribers, which the mailing store keeps. Addresses are personal data. */
export const MAILING_RULES = {
  'mailings.read': STAFF,
  /** Pause, resume, stop, repeat. */
  'mailings.steer': OPERATORS,
  'subscribers.read': OPERATORS,
  'subscribers.add': OPERATORS,
  'subscribers.suppress': OPERATORS,
  'subscribers.export': ADMINISTRATOR,
  'subscribers.erase': ADMINISTRATOR,
} as const satisfies Record<string, readonly Role[]>
export type MailingRight = keyof typeof MAILING_RULES
