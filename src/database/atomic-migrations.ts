/**
 * SQLite's migrations, each in one transaction. Payload runs a migration's statements one by one and notes its name
 * afterwards, so a process killed in between leaves a schema no later start can go on from. Here the statements and a note of
 * our own are committed together; a migration that is noted is not run again, whether or not Payload got to its own note.
 */
import { sql, type MigrateUpArgs } from '@payloadcms/db-sqlite'

export interface Migration {
  readonly name: string
  up(args: MigrateUpArgs): Promise<void>
  down(args: MigrateUpArgs): Promise<void>
}

/** The same migrations, of which a kill leaves nothing or all. Two processes that start at once take turns. */
export const atomic = (migrations: readonly Migration[]): Migration[] =>
  migrations.map((migration) => ({
    ...migration,
    up: (args) => inOneTransaction(migration, args),
  }))

async function inOneTransaction(migration: Migration, args: MigrateUpArgs): Promise<void> {
  const { db } = args
  await db.run(sql`CREATE TABLE IF NOT EXISTS applied_migrations (name text PRIMARY KEY NOT NULL)`)
  // Tables are changed by making them anew; dropping the old one must not delete what refers to it. Inside a transaction
  // this setting is ignored, the migrations' own statements of it too.
  const { rows } = await db.run(sql`PRAGMA foreign_keys`)
  await db.run(sql`PRAGMA foreign_keys = OFF`)
  try {
    await db.run(sql`BEGIN IMMEDIATE`)
    try {
      const noted = await db.run(
        sql`INSERT OR IGNORE INTO applied_migrations VALUES (${migration.name})`,
      )
      if (noted.rowsAffected > 0) await migration.up(args)
      await db.run(sql`COMMIT`)
    } catch (error) {
      await db.run(sql`ROLLBACK`)
      throw error
    }
  } finally {
    if (rows[0]?.['foreign_keys'] === 1) await db.run(sql`PRAGMA foreign_keys = ON`)
  }
}
