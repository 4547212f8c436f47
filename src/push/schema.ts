/** The tables of `push.sqlite`. Times are milliseconds since the epoch. */
export const SCHEMA = [
  `CREATE TABLE IF NOT EXISTS work (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    destination TEXT NOT NULL,
    subject TEXT NOT NULL,
    data TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    settled_at INTEGER,
    code TEXT,
    status INTEGER,
    UNIQUE (kind, destination, subject)
  )`,
  `CREATE INDEX IF NOT EXISTS work_due ON work (not_before, destination) WHERE state = 'due'`,
  `CREATE INDEX IF NOT EXISTS work_settled ON work (settled_at) WHERE settled_at IS NOT NULL`,
  `CREATE INDEX IF NOT EXISTS work_of ON work (destination, id)`,
  `CREATE TABLE IF NOT EXISTS destinations (
    destination TEXT PRIMARY KEY,
    failing_since INTEGER,
    last_success_at INTEGER,
    last_attempt_at INTEGER,
    last_code TEXT,
    last_status INTEGER
  ) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS subscriptions (
    id TEXT PRIMARY KEY,
    callback TEXT NOT NULL,
    host TEXT NOT NULL,
    topic TEXT NOT NULL,
    secret TEXT,
    lease_until INTEGER NOT NULL,
    delivered TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) WITHOUT ROWID`,
  `CREATE INDEX IF NOT EXISTS subscriptions_topic ON subscriptions (topic, lease_until)`,
  `CREATE INDEX IF NOT EXISTS subscriptions_host ON subscriptions (host)`,
  `CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID`,
]
