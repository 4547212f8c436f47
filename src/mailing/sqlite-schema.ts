/** The tables of `mailing.sqlite`. Lists of slugs are kept as `,a,b,`, so that one is found as `,a,`. */
export const SCHEMA = [
  `CREATE TABLE IF NOT EXISTS subscribers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    lookup TEXT NOT NULL UNIQUE,
    sealed TEXT NOT NULL,
    form TEXT NOT NULL,
    domain TEXT NOT NULL,
    region TEXT NOT NULL,
    language TEXT NOT NULL,
    profile INTEGER NOT NULL,
    audiences TEXT NOT NULL,
    newspapers TEXT NOT NULL,
    state TEXT NOT NULL,
    consented_at INTEGER NOT NULL,
    consent_source TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS suppressions (
    lookup TEXT NOT NULL,
    newspaper TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (lookup, newspaper)
  ) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS sign_ups (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    lookup TEXT NOT NULL UNIQUE,
    sealed TEXT NOT NULL,
    form TEXT NOT NULL,
    domain TEXT NOT NULL,
    region TEXT NOT NULL,
    language TEXT NOT NULL,
    profile INTEGER NOT NULL,
    audiences TEXT NOT NULL,
    newspapers TEXT NOT NULL,
    asked_at INTEGER NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS mailings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    newspaper TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    recipients INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
    stale_after INTEGER NOT NULL,
    content TEXT NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS recipients (
    mailing INTEGER NOT NULL,
    subscriber INTEGER NOT NULL,
    domain TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0,
    code TEXT NOT NULL DEFAULT '',
    token TEXT,
    lease_until INTEGER,
    PRIMARY KEY (mailing, subscriber)
  ) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS soft_bounces (
    subscriber INTEGER NOT NULL,
    mailing INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (subscriber, mailing)
  ) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS departures (
    mailing INTEGER NOT NULL,
    what TEXT NOT NULL,
    subscriber INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (mailing, what, subscriber)
  ) WITHOUT ROWID`,
  // What gateways call our copies, and what they said of names not known yet.
  `CREATE TABLE IF NOT EXISTS receipts (
    form TEXT NOT NULL,
    receipt TEXT NOT NULL,
    mailing INTEGER NOT NULL,
    subscriber INTEGER NOT NULL,
    PRIMARY KEY (form, receipt)
  ) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS early_reports (
    form TEXT NOT NULL,
    receipt TEXT NOT NULL,
    outcome TEXT NOT NULL,
    code TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (form, receipt)
  ) WITHOUT ROWID`,
  // Finding work, and counting: the board reads this index alone.
  `CREATE INDEX IF NOT EXISTS recipients_work
     ON recipients (mailing, state, domain, not_before, code)`,
  `CREATE INDEX IF NOT EXISTS recipients_leases
     ON recipients (lease_until) WHERE lease_until IS NOT NULL`,
]
