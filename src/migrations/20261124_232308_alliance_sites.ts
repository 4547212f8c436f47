import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.run(sql`CREATE TABLE \`alliance_sites_types\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` text NOT NULL,
  	\`value\` text,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`alliance_sites\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`alliance_sites_types_order_idx\` ON \`alliance_sites_types\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`alliance_sites_types_parent_idx\` ON \`alliance_sites_types\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`alliance_sites\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`name\` text NOT NULL,
  	\`region\` text,
  	\`contact\` text,
  	\`from\` text,
  	\`until\` text,
  	\`per_minute\` numeric DEFAULT 600,
  	\`per_day\` numeric DEFAULT 200000,
  	\`suspended\` integer DEFAULT false,
  	\`suspended_reason\` text,
  	\`keys\` text,
  	\`keys_version\` numeric DEFAULT 0,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`alliance_sites_updated_at_idx\` ON \`alliance_sites\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`alliance_sites_created_at_idx\` ON \`alliance_sites\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`alliance_sites_texts\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer NOT NULL,
  	\`parent_id\` text NOT NULL,
  	\`path\` text NOT NULL,
  	\`text\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`alliance_sites\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`alliance_sites_texts_order_parent\` ON \`alliance_sites_texts\` (\`order\`,\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`alliance_sites_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text NOT NULL,
  	\`path\` text NOT NULL,
  	\`themes_id\` text,
  	\`audiences_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`alliance_sites\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`themes_id\`) REFERENCES \`themes\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`audiences_id\`) REFERENCES \`audiences\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`alliance_sites_rels_order_idx\` ON \`alliance_sites_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`alliance_sites_rels_parent_idx\` ON \`alliance_sites_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`alliance_sites_rels_path_idx\` ON \`alliance_sites_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`alliance_sites_rels_themes_id_idx\` ON \`alliance_sites_rels\` (\`themes_id\`);`)
  await db.run(sql`CREATE INDEX \`alliance_sites_rels_audiences_id_idx\` ON \`alliance_sites_rels\` (\`audiences_id\`);`)
  await db.run(sql`CREATE TABLE \`alliance_usage\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`usage\` text,
  	\`stale\` text,
  	\`stale_count\` numeric,
  	\`last\` numeric,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`alliance_usage_updated_at_idx\` ON \`alliance_usage\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`alliance_usage_created_at_idx\` ON \`alliance_usage\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`alliance_months\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`site\` text NOT NULL,
  	\`month\` text NOT NULL,
  	\`documents\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`alliance_months_site_idx\` ON \`alliance_months\` (\`site\`);`)
  await db.run(sql`CREATE INDEX \`alliance_months_updated_at_idx\` ON \`alliance_months\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`alliance_months_created_at_idx\` ON \`alliance_months\` (\`created_at\`);`)
  await db.run(sql`ALTER TABLE \`payload_locked_documents_rels\` ADD \`alliance_sites_id\` text REFERENCES alliance_sites(id);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_alliance_sites_id_idx\` ON \`payload_locked_documents_rels\` (\`alliance_sites_id\`);`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.run(sql`DROP TABLE \`alliance_sites_types\`;`)
  await db.run(sql`DROP TABLE \`alliance_sites\`;`)
  await db.run(sql`DROP TABLE \`alliance_sites_texts\`;`)
  await db.run(sql`DROP TABLE \`alliance_sites_rels\`;`)
  await db.run(sql`DROP TABLE \`alliance_usage\`;`)
  await db.run(sql`DROP TABLE \`alliance_months\`;`)
  await db.run(sql`PRAGMA foreign_keys=OFF;`)
  await db.run(sql`CREATE TABLE \`__new_payload_locked_documents_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text(36) NOT NULL,
  	\`path\` text NOT NULL,
  	\`articles_id\` text,
  	\`videos_id\` text,
  	\`explainers_id\` text,
  	\`lessons_id\` text,
  	\`courses_id\` text,
  	\`columns_id\` text,
  	\`tv_partners_id\` text,
  	\`editions_id\` text,
  	\`newspapers_id\` text,
  	\`holidays_id\` text,
  	\`media_id\` text,
  	\`originals_id\` text,
  	\`themes_id\` text,
  	\`audiences_id\` text,
  	\`users_id\` text,
  	\`channels_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`payload_locked_documents\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`articles_id\`) REFERENCES \`articles\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`videos_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`explainers_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`lessons_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`courses_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`columns_id\`) REFERENCES \`columns\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`tv_partners_id\`) REFERENCES \`tv_partners\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`editions_id\`) REFERENCES \`editions\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`newspapers_id\`) REFERENCES \`newspapers\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`holidays_id\`) REFERENCES \`holidays\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`media_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`originals_id\`) REFERENCES \`originals\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`themes_id\`) REFERENCES \`themes\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`audiences_id\`) REFERENCES \`audiences\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`users_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`channels_id\`) REFERENCES \`channels\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`INSERT INTO \`__new_payload_locked_documents_rels\`("id", "order", "parent_id", "path", "articles_id", "videos_id", "explainers_id", "lessons_id", "courses_id", "columns_id", "tv_partners_id", "editions_id", "newspapers_id", "holidays_id", "media_id", "originals_id", "themes_id", "audiences_id", "users_id", "channels_id") SELECT "id", "order", "parent_id", "path", "articles_id", "videos_id", "explainers_id", "lessons_id", "courses_id", "columns_id", "tv_partners_id", "editions_id", "newspapers_id", "holidays_id", "media_id", "originals_id", "themes_id", "audiences_id", "users_id", "channels_id" FROM \`payload_locked_documents_rels\`;`)
  await db.run(sql`DROP TABLE \`payload_locked_documents_rels\`;`)
  await db.run(sql`ALTER TABLE \`__new_payload_locked_documents_rels\` RENAME TO \`payload_locked_documents_rels\`;`)
  await db.run(sql`PRAGMA foreign_keys=ON;`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_order_idx\` ON \`payload_locked_documents_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_parent_idx\` ON \`payload_locked_documents_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_path_idx\` ON \`payload_locked_documents_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_articles_id_idx\` ON \`payload_locked_documents_rels\` (\`articles_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_videos_id_idx\` ON \`payload_locked_documents_rels\` (\`videos_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_explainers_id_idx\` ON \`payload_locked_documents_rels\` (\`explainers_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_lessons_id_idx\` ON \`payload_locked_documents_rels\` (\`lessons_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_courses_id_idx\` ON \`payload_locked_documents_rels\` (\`courses_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_columns_id_idx\` ON \`payload_locked_documents_rels\` (\`columns_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_tv_partners_id_idx\` ON \`payload_locked_documents_rels\` (\`tv_partners_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_editions_id_idx\` ON \`payload_locked_documents_rels\` (\`editions_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_newspapers_id_idx\` ON \`payload_locked_documents_rels\` (\`newspapers_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_holidays_id_idx\` ON \`payload_locked_documents_rels\` (\`holidays_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_media_id_idx\` ON \`payload_locked_documents_rels\` (\`media_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_originals_id_idx\` ON \`payload_locked_documents_rels\` (\`originals_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_themes_id_idx\` ON \`payload_locked_documents_rels\` (\`themes_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_audiences_id_idx\` ON \`payload_locked_documents_rels\` (\`audiences_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_users_id_idx\` ON \`payload_locked_documents_rels\` (\`users_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_channels_id_idx\` ON \`payload_locked_documents_rels\` (\`channels_id\`);`)
}
