import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.run(sql`CREATE TABLE \`editions_entries\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`headline\` text,
  	\`summary\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`editions\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`editions_entries_order_idx\` ON \`editions_entries\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`editions_entries_parent_id_idx\` ON \`editions_entries\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`editions\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`title\` text,
  	\`newspaper_id\` text,
  	\`due_at\` text,
  	\`until\` text,
  	\`greeting\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`_status\` text DEFAULT 'draft',
  	FOREIGN KEY (\`newspaper_id\`) REFERENCES \`newspapers\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`editions_newspaper_idx\` ON \`editions\` (\`newspaper_id\`);`)
  await db.run(sql`CREATE INDEX \`editions_due_at_idx\` ON \`editions\` (\`due_at\`);`)
  await db.run(sql`CREATE INDEX \`editions_until_idx\` ON \`editions\` (\`until\`);`)
  await db.run(sql`CREATE INDEX \`editions_updated_at_idx\` ON \`editions\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`editions_created_at_idx\` ON \`editions\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`editions__status_idx\` ON \`editions\` (\`_status\`);`)
  await db.run(sql`CREATE TABLE \`editions_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text NOT NULL,
  	\`path\` text NOT NULL,
  	\`articles_id\` text,
  	\`videos_id\` text,
  	\`explainers_id\` text,
  	\`lessons_id\` text,
  	\`courses_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`editions\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`articles_id\`) REFERENCES \`articles\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`videos_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`explainers_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`lessons_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`courses_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`editions_rels_order_idx\` ON \`editions_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`editions_rels_parent_idx\` ON \`editions_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`editions_rels_path_idx\` ON \`editions_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`editions_rels_articles_id_idx\` ON \`editions_rels\` (\`articles_id\`);`)
  await db.run(sql`CREATE INDEX \`editions_rels_videos_id_idx\` ON \`editions_rels\` (\`videos_id\`);`)
  await db.run(sql`CREATE INDEX \`editions_rels_explainers_id_idx\` ON \`editions_rels\` (\`explainers_id\`);`)
  await db.run(sql`CREATE INDEX \`editions_rels_lessons_id_idx\` ON \`editions_rels\` (\`lessons_id\`);`)
  await db.run(sql`CREATE INDEX \`editions_rels_courses_id_idx\` ON \`editions_rels\` (\`courses_id\`);`)
  await db.run(sql`CREATE TABLE \`_editions_v_version_entries\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`headline\` text,
  	\`summary\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_editions_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_editions_v_version_entries_order_idx\` ON \`_editions_v_version_entries\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_version_entries_parent_id_idx\` ON \`_editions_v_version_entries\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_editions_v\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`parent_id\` text,
  	\`version_title\` text,
  	\`version_newspaper_id\` text,
  	\`version_due_at\` text,
  	\`version_until\` text,
  	\`version_greeting\` text,
  	\`version_updated_at\` text,
  	\`version_created_at\` text,
  	\`version__status\` text DEFAULT 'draft',
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`latest\` integer,
  	\`autosave\` integer,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`editions\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_newspaper_id\`) REFERENCES \`newspapers\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`_editions_v_parent_idx\` ON \`_editions_v\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_version_version_newspaper_idx\` ON \`_editions_v\` (\`version_newspaper_id\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_version_version_due_at_idx\` ON \`_editions_v\` (\`version_due_at\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_version_version_until_idx\` ON \`_editions_v\` (\`version_until\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_version_version_updated_at_idx\` ON \`_editions_v\` (\`version_updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_version_version_created_at_idx\` ON \`_editions_v\` (\`version_created_at\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_version_version__status_idx\` ON \`_editions_v\` (\`version__status\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_created_at_idx\` ON \`_editions_v\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_updated_at_idx\` ON \`_editions_v\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_latest_idx\` ON \`_editions_v\` (\`latest\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_autosave_idx\` ON \`_editions_v\` (\`autosave\`);`)
  await db.run(sql`CREATE TABLE \`_editions_v_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text(36) NOT NULL,
  	\`path\` text NOT NULL,
  	\`articles_id\` text,
  	\`videos_id\` text,
  	\`explainers_id\` text,
  	\`lessons_id\` text,
  	\`courses_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`_editions_v\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`articles_id\`) REFERENCES \`articles\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`videos_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`explainers_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`lessons_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`courses_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_editions_v_rels_order_idx\` ON \`_editions_v_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_rels_parent_idx\` ON \`_editions_v_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_rels_path_idx\` ON \`_editions_v_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_rels_articles_id_idx\` ON \`_editions_v_rels\` (\`articles_id\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_rels_videos_id_idx\` ON \`_editions_v_rels\` (\`videos_id\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_rels_explainers_id_idx\` ON \`_editions_v_rels\` (\`explainers_id\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_rels_lessons_id_idx\` ON \`_editions_v_rels\` (\`lessons_id\`);`)
  await db.run(sql`CREATE INDEX \`_editions_v_rels_courses_id_idx\` ON \`_editions_v_rels\` (\`courses_id\`);`)
  await db.run(sql`CREATE TABLE \`newspapers_rules_types\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` text NOT NULL,
  	\`value\` text,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`newspapers\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`newspapers_rules_types_order_idx\` ON \`newspapers_rules_types\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`newspapers_rules_types_parent_idx\` ON \`newspapers_rules_types\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`newspapers_segments_forms\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` text NOT NULL,
  	\`value\` text,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`newspapers_segments\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`newspapers_segments_forms_order_idx\` ON \`newspapers_segments_forms\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`newspapers_segments_forms_parent_idx\` ON \`newspapers_segments_forms\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`newspapers_segments_profiles\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` text NOT NULL,
  	\`value\` text,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`newspapers_segments\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`newspapers_segments_profiles_order_idx\` ON \`newspapers_segments_profiles\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`newspapers_segments_profiles_parent_idx\` ON \`newspapers_segments_profiles\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`newspapers_segments\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`newspapers\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`newspapers_segments_order_idx\` ON \`newspapers_segments\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`newspapers_segments_parent_id_idx\` ON \`newspapers_segments\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`newspapers\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`title\` text NOT NULL,
  	\`slug\` text NOT NULL,
  	\`language\` text DEFAULT 'zh-CN' NOT NULL,
  	\`sender\` text NOT NULL,
  	\`schedule\` text DEFAULT '30 7 * * *' NOT NULL,
  	\`stale_hours\` numeric DEFAULT 12 NOT NULL,
  	\`active\` integer DEFAULT true,
  	\`working_days_only\` integer DEFAULT true,
  	\`rules_count\` numeric DEFAULT 10 NOT NULL,
  	\`rules_order\` text DEFAULT 'newest' NOT NULL,
  	\`rules_lead\` text DEFAULT 'first' NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`newspapers_slug_idx\` ON \`newspapers\` (\`slug\`);`)
  await db.run(sql`CREATE INDEX \`newspapers_updated_at_idx\` ON \`newspapers\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`newspapers_created_at_idx\` ON \`newspapers\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`newspapers_texts\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer NOT NULL,
  	\`parent_id\` text NOT NULL,
  	\`path\` text NOT NULL,
  	\`text\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`newspapers\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`newspapers_texts_order_parent\` ON \`newspapers_texts\` (\`order\`,\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`newspapers_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text NOT NULL,
  	\`path\` text NOT NULL,
  	\`themes_id\` text,
  	\`audiences_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`newspapers\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`themes_id\`) REFERENCES \`themes\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`audiences_id\`) REFERENCES \`audiences\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`newspapers_rels_order_idx\` ON \`newspapers_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`newspapers_rels_parent_idx\` ON \`newspapers_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`newspapers_rels_path_idx\` ON \`newspapers_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`newspapers_rels_themes_id_idx\` ON \`newspapers_rels\` (\`themes_id\`);`)
  await db.run(sql`CREATE INDEX \`newspapers_rels_audiences_id_idx\` ON \`newspapers_rels\` (\`audiences_id\`);`)
  await db.run(sql`CREATE TABLE \`holidays\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`name\` text NOT NULL,
  	\`kind\` text DEFAULT 'off' NOT NULL,
  	\`from\` text NOT NULL,
  	\`until\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`holidays_updated_at_idx\` ON \`holidays\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`holidays_created_at_idx\` ON \`holidays\` (\`created_at\`);`)
  await db.run(sql`ALTER TABLE \`payload_locked_documents_rels\` ADD \`editions_id\` text REFERENCES editions(id);`)
  await db.run(sql`ALTER TABLE \`payload_locked_documents_rels\` ADD \`newspapers_id\` text REFERENCES newspapers(id);`)
  await db.run(sql`ALTER TABLE \`payload_locked_documents_rels\` ADD \`holidays_id\` text REFERENCES holidays(id);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_editions_id_idx\` ON \`payload_locked_documents_rels\` (\`editions_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_newspapers_id_idx\` ON \`payload_locked_documents_rels\` (\`newspapers_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_holidays_id_idx\` ON \`payload_locked_documents_rels\` (\`holidays_id\`);`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.run(sql`DROP TABLE \`editions_entries\`;`)
  await db.run(sql`DROP TABLE \`editions\`;`)
  await db.run(sql`DROP TABLE \`editions_rels\`;`)
  await db.run(sql`DROP TABLE \`_editions_v_version_entries\`;`)
  await db.run(sql`DROP TABLE \`_editions_v\`;`)
  await db.run(sql`DROP TABLE \`_editions_v_rels\`;`)
  await db.run(sql`DROP TABLE \`newspapers_rules_types\`;`)
  await db.run(sql`DROP TABLE \`newspapers_segments_forms\`;`)
  await db.run(sql`DROP TABLE \`newspapers_segments_profiles\`;`)
  await db.run(sql`DROP TABLE \`newspapers_segments\`;`)
  await db.run(sql`DROP TABLE \`newspapers\`;`)
  await db.run(sql`DROP TABLE \`newspapers_texts\`;`)
  await db.run(sql`DROP TABLE \`newspapers_rels\`;`)
  await db.run(sql`DROP TABLE \`holidays\`;`)
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
  	FOREIGN KEY (\`media_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`originals_id\`) REFERENCES \`originals\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`themes_id\`) REFERENCES \`themes\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`audiences_id\`) REFERENCES \`audiences\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`users_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`channels_id\`) REFERENCES \`channels\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`INSERT INTO \`__new_payload_locked_documents_rels\`("id", "order", "parent_id", "path", "articles_id", "videos_id", "explainers_id", "lessons_id", "courses_id", "columns_id", "tv_partners_id", "media_id", "originals_id", "themes_id", "audiences_id", "users_id", "channels_id") SELECT "id", "order", "parent_id", "path", "articles_id", "videos_id", "explainers_id", "lessons_id", "courses_id", "columns_id", "tv_partners_id", "media_id", "originals_id", "themes_id", "audiences_id", "users_id", "channels_id" FROM \`payload_locked_documents_rels\`;`)
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
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_media_id_idx\` ON \`payload_locked_documents_rels\` (\`media_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_originals_id_idx\` ON \`payload_locked_documents_rels\` (\`originals_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_themes_id_idx\` ON \`payload_locked_documents_rels\` (\`themes_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_audiences_id_idx\` ON \`payload_locked_documents_rels\` (\`audiences_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_users_id_idx\` ON \`payload_locked_documents_rels\` (\`users_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_channels_id_idx\` ON \`payload_locked_documents_rels\` (\`channels_id\`);`)
}
