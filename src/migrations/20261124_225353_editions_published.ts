import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.run(sql`CREATE TABLE \`editions_corrections\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`at\` text,
  	\`note\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`editions\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`editions_corrections_order_idx\` ON \`editions_corrections\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`editions_corrections_parent_id_idx\` ON \`editions_corrections\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_editions_v_version_corrections\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`at\` text,
  	\`note\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_editions_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_editions_v_version_corrections_order_idx\` ON \`_editions_v_version_corrections\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_version_corrections_parent_id_idx\` ON \`_editions_v_version_corrections\` (\`_parent_id\`);`)
  await db.run(sql`ALTER TABLE \`editions\` ADD \`address\` text;`)
  await db.run(sql`ALTER TABLE \`editions\` ADD \`withdrawal_reason\` text;`)
  await db.run(sql`ALTER TABLE \`editions\` ADD \`withdrawal_at\` text;`)
  await db.run(sql`CREATE UNIQUE INDEX \`editions_address_idx\` ON \`editions\` (\`address\`);`)
  await db.run(sql`ALTER TABLE \`_editions_v\` ADD \`version_address\` text;`)
  await db.run(sql`ALTER TABLE \`_editions_v\` ADD \`version_withdrawal_reason\` text;`)
  await db.run(sql`ALTER TABLE \`_editions_v\` ADD \`version_withdrawal_at\` text;`)
  await db.run(sql`CREATE INDEX \`_editions_v_version_version_address_idx\` ON \`_editions_v\` (\`version_address\`);`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.run(sql`DROP TABLE \`editions_corrections\`;`)
  await db.run(sql`DROP TABLE \`_editions_v_version_corrections\`;`)
  await db.run(sql`DROP INDEX \`editions_address_idx\`;`)
  await db.run(sql`ALTER TABLE \`editions\` DROP COLUMN \`address\`;`)
  await db.run(sql`ALTER TABLE \`editions\` DROP COLUMN \`withdrawal_reason\`;`)
  await db.run(sql`ALTER TABLE \`editions\` DROP COLUMN \`withdrawal_at\`;`)
  await db.run(sql`DROP INDEX \`_editions_v_version_version_address_idx\`;`)
  await db.run(sql`ALTER TABLE \`_editions_v\` DROP COLUMN \`version_address\`;`)
  await db.run(sql`ALTER TABLE \`_editions_v\` DROP COLUMN \`version_withdrawal_reason\`;`)
  await db.run(sql`ALTER TABLE \`_editions_v\` DROP COLUMN \`version_withdrawal_at\`;`)
}
