import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.run(sql`ALTER TABLE \`site\` ADD \`contact\` text;`)
  await db.run(sql`ALTER TABLE \`site\` ADD \`icp\` text;`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.run(sql`ALTER TABLE \`site\` DROP COLUMN \`contact\`;`)
  await db.run(sql`ALTER TABLE \`site\` DROP COLUMN \`icp\`;`)
}
