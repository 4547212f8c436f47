import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.run(sql`CREATE TABLE \`articles_attachments\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`file_id\` text,
  	\`title\` text,
  	FOREIGN KEY (\`file_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`articles\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`articles_attachments_order_idx\` ON \`articles_attachments\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`articles_attachments_parent_id_idx\` ON \`articles_attachments\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`articles_attachments_file_idx\` ON \`articles_attachments\` (\`file_id\`);`)
  await db.run(sql`CREATE TABLE \`articles_corrections\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`at\` text,
  	\`note\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`articles\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`articles_corrections_order_idx\` ON \`articles_corrections\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`articles_corrections_parent_id_idx\` ON \`articles_corrections\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`articles_channels\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` text NOT NULL,
  	\`value\` text,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`articles\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`articles_channels_order_idx\` ON \`articles_channels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`articles_channels_parent_idx\` ON \`articles_channels\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`articles\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`title\` text,
  	\`summary\` text,
  	\`cover_id\` text,
  	\`body\` text,
  	\`author_unit\` text,
  	\`source_name\` text,
  	\`source_date\` text,
  	\`source_url\` text,
  	\`responsible_editor\` text,
  	\`proofreader\` text,
  	\`reviewer\` text,
  	\`revised_at\` text,
  	\`withdrawal_reason\` text,
  	\`withdrawal_at\` text,
  	\`origin_path\` text,
  	\`origin_digest\` text,
  	\`origin_original_id\` text,
  	\`slug\` text,
  	\`published_at\` text,
  	\`language\` text DEFAULT 'zh-CN',
  	\`published_slug\` text,
  	\`former_slugs\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`_status\` text DEFAULT 'draft',
  	FOREIGN KEY (\`cover_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`origin_original_id\`) REFERENCES \`originals\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`articles_cover_idx\` ON \`articles\` (\`cover_id\`);`)
  await db.run(sql`CREATE INDEX \`articles_origin_origin_path_idx\` ON \`articles\` (\`origin_path\`);`)
  await db.run(sql`CREATE INDEX \`articles_origin_origin_original_idx\` ON \`articles\` (\`origin_original_id\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`articles_slug_idx\` ON \`articles\` (\`slug\`);`)
  await db.run(sql`CREATE INDEX \`articles_published_at_idx\` ON \`articles\` (\`published_at\`);`)
  await db.run(sql`CREATE INDEX \`articles_published_slug_idx\` ON \`articles\` (\`published_slug\`);`)
  await db.run(sql`CREATE INDEX \`articles_updated_at_idx\` ON \`articles\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`articles_created_at_idx\` ON \`articles\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`articles__status_idx\` ON \`articles\` (\`_status\`);`)
  await db.run(sql`CREATE INDEX \`_status_publishedAt_idx\` ON \`articles\` (\`_status\`,\`published_at\`);`)
  await db.run(sql`CREATE TABLE \`articles_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text NOT NULL,
  	\`path\` text NOT NULL,
  	\`media_id\` text,
  	\`articles_id\` text,
  	\`videos_id\` text,
  	\`explainers_id\` text,
  	\`lessons_id\` text,
  	\`courses_id\` text,
  	\`themes_id\` text,
  	\`audiences_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`articles\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`media_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`articles_id\`) REFERENCES \`articles\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`videos_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`explainers_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`lessons_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`courses_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`themes_id\`) REFERENCES \`themes\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`audiences_id\`) REFERENCES \`audiences\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`articles_rels_order_idx\` ON \`articles_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`articles_rels_parent_idx\` ON \`articles_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`articles_rels_path_idx\` ON \`articles_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`articles_rels_media_id_idx\` ON \`articles_rels\` (\`media_id\`);`)
  await db.run(sql`CREATE INDEX \`articles_rels_articles_id_idx\` ON \`articles_rels\` (\`articles_id\`);`)
  await db.run(sql`CREATE INDEX \`articles_rels_videos_id_idx\` ON \`articles_rels\` (\`videos_id\`);`)
  await db.run(sql`CREATE INDEX \`articles_rels_explainers_id_idx\` ON \`articles_rels\` (\`explainers_id\`);`)
  await db.run(sql`CREATE INDEX \`articles_rels_lessons_id_idx\` ON \`articles_rels\` (\`lessons_id\`);`)
  await db.run(sql`CREATE INDEX \`articles_rels_courses_id_idx\` ON \`articles_rels\` (\`courses_id\`);`)
  await db.run(sql`CREATE INDEX \`articles_rels_themes_id_idx\` ON \`articles_rels\` (\`themes_id\`);`)
  await db.run(sql`CREATE INDEX \`articles_rels_audiences_id_idx\` ON \`articles_rels\` (\`audiences_id\`);`)
  await db.run(sql`CREATE TABLE \`_articles_v_version_attachments\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`file_id\` text,
  	\`title\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`file_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_articles_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_articles_v_version_attachments_order_idx\` ON \`_articles_v_version_attachments\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_version_attachments_parent_id_idx\` ON \`_articles_v_version_attachments\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_version_attachments_file_idx\` ON \`_articles_v_version_attachments\` (\`file_id\`);`)
  await db.run(sql`CREATE TABLE \`_articles_v_version_corrections\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`at\` text,
  	\`note\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_articles_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_articles_v_version_corrections_order_idx\` ON \`_articles_v_version_corrections\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_version_corrections_parent_id_idx\` ON \`_articles_v_version_corrections\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_articles_v_version_channels\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` text(36) NOT NULL,
  	\`value\` text,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`_articles_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_articles_v_version_channels_order_idx\` ON \`_articles_v_version_channels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_version_channels_parent_idx\` ON \`_articles_v_version_channels\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_articles_v\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`parent_id\` text,
  	\`version_title\` text,
  	\`version_summary\` text,
  	\`version_cover_id\` text,
  	\`version_body\` text,
  	\`version_author_unit\` text,
  	\`version_source_name\` text,
  	\`version_source_date\` text,
  	\`version_source_url\` text,
  	\`version_responsible_editor\` text,
  	\`version_proofreader\` text,
  	\`version_reviewer\` text,
  	\`version_revised_at\` text,
  	\`version_withdrawal_reason\` text,
  	\`version_withdrawal_at\` text,
  	\`version_origin_path\` text,
  	\`version_origin_digest\` text,
  	\`version_origin_original_id\` text,
  	\`version_slug\` text,
  	\`version_published_at\` text,
  	\`version_language\` text DEFAULT 'zh-CN',
  	\`version_published_slug\` text,
  	\`version_former_slugs\` text,
  	\`version_updated_at\` text,
  	\`version_created_at\` text,
  	\`version__status\` text DEFAULT 'draft',
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`latest\` integer,
  	\`autosave\` integer,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`articles\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_cover_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_origin_original_id\`) REFERENCES \`originals\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`_articles_v_parent_idx\` ON \`_articles_v\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_version_version_cover_idx\` ON \`_articles_v\` (\`version_cover_id\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_version_origin_version_origin_path_idx\` ON \`_articles_v\` (\`version_origin_path\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_version_origin_version_origin_original_idx\` ON \`_articles_v\` (\`version_origin_original_id\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_version_version_slug_idx\` ON \`_articles_v\` (\`version_slug\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_version_version_published_at_idx\` ON \`_articles_v\` (\`version_published_at\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_version_version_published_slug_idx\` ON \`_articles_v\` (\`version_published_slug\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_version_version_updated_at_idx\` ON \`_articles_v\` (\`version_updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_version_version_created_at_idx\` ON \`_articles_v\` (\`version_created_at\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_version_version__status_idx\` ON \`_articles_v\` (\`version__status\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_created_at_idx\` ON \`_articles_v\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_updated_at_idx\` ON \`_articles_v\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_latest_idx\` ON \`_articles_v\` (\`latest\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_autosave_idx\` ON \`_articles_v\` (\`autosave\`);`)
  await db.run(sql`CREATE INDEX \`version__status_version_publishedAt_idx\` ON \`_articles_v\` (\`version__status\`,\`version_published_at\`);`)
  await db.run(sql`CREATE TABLE \`_articles_v_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text(36) NOT NULL,
  	\`path\` text NOT NULL,
  	\`media_id\` text,
  	\`articles_id\` text,
  	\`videos_id\` text,
  	\`explainers_id\` text,
  	\`lessons_id\` text,
  	\`courses_id\` text,
  	\`themes_id\` text,
  	\`audiences_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`_articles_v\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`media_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`articles_id\`) REFERENCES \`articles\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`videos_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`explainers_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`lessons_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`courses_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`themes_id\`) REFERENCES \`themes\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`audiences_id\`) REFERENCES \`audiences\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_articles_v_rels_order_idx\` ON \`_articles_v_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_rels_parent_idx\` ON \`_articles_v_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_rels_path_idx\` ON \`_articles_v_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_rels_media_id_idx\` ON \`_articles_v_rels\` (\`media_id\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_rels_articles_id_idx\` ON \`_articles_v_rels\` (\`articles_id\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_rels_videos_id_idx\` ON \`_articles_v_rels\` (\`videos_id\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_rels_explainers_id_idx\` ON \`_articles_v_rels\` (\`explainers_id\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_rels_lessons_id_idx\` ON \`_articles_v_rels\` (\`lessons_id\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_rels_courses_id_idx\` ON \`_articles_v_rels\` (\`courses_id\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_rels_themes_id_idx\` ON \`_articles_v_rels\` (\`themes_id\`);`)
  await db.run(sql`CREATE INDEX \`_articles_v_rels_audiences_id_idx\` ON \`_articles_v_rels\` (\`audiences_id\`);`)
  await db.run(sql`CREATE TABLE \`videos_attachments\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`file_id\` text,
  	\`title\` text,
  	FOREIGN KEY (\`file_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`videos_attachments_order_idx\` ON \`videos_attachments\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`videos_attachments_parent_id_idx\` ON \`videos_attachments\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`videos_attachments_file_idx\` ON \`videos_attachments\` (\`file_id\`);`)
  await db.run(sql`CREATE TABLE \`videos_captions\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`file_id\` text,
  	\`language\` text DEFAULT 'zh-CN',
  	\`kind\` text DEFAULT 'captions',
  	FOREIGN KEY (\`file_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`videos_captions_order_idx\` ON \`videos_captions\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`videos_captions_parent_id_idx\` ON \`videos_captions\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`videos_captions_file_idx\` ON \`videos_captions\` (\`file_id\`);`)
  await db.run(sql`CREATE TABLE \`videos_corrections\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`at\` text,
  	\`note\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`videos_corrections_order_idx\` ON \`videos_corrections\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`videos_corrections_parent_id_idx\` ON \`videos_corrections\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`videos_channels\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` text NOT NULL,
  	\`value\` text,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`videos_channels_order_idx\` ON \`videos_channels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`videos_channels_parent_idx\` ON \`videos_channels\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`videos\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`title\` text,
  	\`summary\` text,
  	\`cover_id\` text,
  	\`video_id\` text,
  	\`poster_id\` text,
  	\`duration_seconds\` numeric,
  	\`body\` text,
  	\`transcript\` text,
  	\`rights_from\` text,
  	\`rights_until\` text,
  	\`author_unit\` text,
  	\`source_name\` text,
  	\`source_date\` text,
  	\`source_url\` text,
  	\`responsible_editor\` text,
  	\`proofreader\` text,
  	\`reviewer\` text,
  	\`revised_at\` text,
  	\`withdrawal_reason\` text,
  	\`withdrawal_at\` text,
  	\`origin_path\` text,
  	\`origin_digest\` text,
  	\`origin_original_id\` text,
  	\`slug\` text,
  	\`published_at\` text,
  	\`language\` text DEFAULT 'zh-CN',
  	\`published_slug\` text,
  	\`former_slugs\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`_status\` text DEFAULT 'draft',
  	FOREIGN KEY (\`cover_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`video_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`poster_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`origin_original_id\`) REFERENCES \`originals\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`videos_cover_idx\` ON \`videos\` (\`cover_id\`);`)
  await db.run(sql`CREATE INDEX \`videos_video_idx\` ON \`videos\` (\`video_id\`);`)
  await db.run(sql`CREATE INDEX \`videos_poster_idx\` ON \`videos\` (\`poster_id\`);`)
  await db.run(sql`CREATE INDEX \`videos_origin_origin_path_idx\` ON \`videos\` (\`origin_path\`);`)
  await db.run(sql`CREATE INDEX \`videos_origin_origin_original_idx\` ON \`videos\` (\`origin_original_id\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`videos_slug_idx\` ON \`videos\` (\`slug\`);`)
  await db.run(sql`CREATE INDEX \`videos_published_at_idx\` ON \`videos\` (\`published_at\`);`)
  await db.run(sql`CREATE INDEX \`videos_published_slug_idx\` ON \`videos\` (\`published_slug\`);`)
  await db.run(sql`CREATE INDEX \`videos_updated_at_idx\` ON \`videos\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`videos_created_at_idx\` ON \`videos\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`videos__status_idx\` ON \`videos\` (\`_status\`);`)
  await db.run(sql`CREATE INDEX \`_status_publishedAt_1_idx\` ON \`videos\` (\`_status\`,\`published_at\`);`)
  await db.run(sql`CREATE TABLE \`videos_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text NOT NULL,
  	\`path\` text NOT NULL,
  	\`articles_id\` text,
  	\`videos_id\` text,
  	\`explainers_id\` text,
  	\`lessons_id\` text,
  	\`courses_id\` text,
  	\`themes_id\` text,
  	\`audiences_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`articles_id\`) REFERENCES \`articles\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`videos_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`explainers_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`lessons_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`courses_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`themes_id\`) REFERENCES \`themes\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`audiences_id\`) REFERENCES \`audiences\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`videos_rels_order_idx\` ON \`videos_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`videos_rels_parent_idx\` ON \`videos_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`videos_rels_path_idx\` ON \`videos_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`videos_rels_articles_id_idx\` ON \`videos_rels\` (\`articles_id\`);`)
  await db.run(sql`CREATE INDEX \`videos_rels_videos_id_idx\` ON \`videos_rels\` (\`videos_id\`);`)
  await db.run(sql`CREATE INDEX \`videos_rels_explainers_id_idx\` ON \`videos_rels\` (\`explainers_id\`);`)
  await db.run(sql`CREATE INDEX \`videos_rels_lessons_id_idx\` ON \`videos_rels\` (\`lessons_id\`);`)
  await db.run(sql`CREATE INDEX \`videos_rels_courses_id_idx\` ON \`videos_rels\` (\`courses_id\`);`)
  await db.run(sql`CREATE INDEX \`videos_rels_themes_id_idx\` ON \`videos_rels\` (\`themes_id\`);`)
  await db.run(sql`CREATE INDEX \`videos_rels_audiences_id_idx\` ON \`videos_rels\` (\`audiences_id\`);`)
  await db.run(sql`CREATE TABLE \`_videos_v_version_attachments\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`file_id\` text,
  	\`title\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`file_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_videos_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_videos_v_version_attachments_order_idx\` ON \`_videos_v_version_attachments\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_version_attachments_parent_id_idx\` ON \`_videos_v_version_attachments\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_version_attachments_file_idx\` ON \`_videos_v_version_attachments\` (\`file_id\`);`)
  await db.run(sql`CREATE TABLE \`_videos_v_version_captions\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`file_id\` text,
  	\`language\` text DEFAULT 'zh-CN',
  	\`kind\` text DEFAULT 'captions',
  	\`_uuid\` text,
  	FOREIGN KEY (\`file_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_videos_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_videos_v_version_captions_order_idx\` ON \`_videos_v_version_captions\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_version_captions_parent_id_idx\` ON \`_videos_v_version_captions\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_version_captions_file_idx\` ON \`_videos_v_version_captions\` (\`file_id\`);`)
  await db.run(sql`CREATE TABLE \`_videos_v_version_corrections\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`at\` text,
  	\`note\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_videos_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_videos_v_version_corrections_order_idx\` ON \`_videos_v_version_corrections\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_version_corrections_parent_id_idx\` ON \`_videos_v_version_corrections\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_videos_v_version_channels\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` text(36) NOT NULL,
  	\`value\` text,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`_videos_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_videos_v_version_channels_order_idx\` ON \`_videos_v_version_channels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_version_channels_parent_idx\` ON \`_videos_v_version_channels\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_videos_v\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`parent_id\` text,
  	\`version_title\` text,
  	\`version_summary\` text,
  	\`version_cover_id\` text,
  	\`version_video_id\` text,
  	\`version_poster_id\` text,
  	\`version_duration_seconds\` numeric,
  	\`version_body\` text,
  	\`version_transcript\` text,
  	\`version_rights_from\` text,
  	\`version_rights_until\` text,
  	\`version_author_unit\` text,
  	\`version_source_name\` text,
  	\`version_source_date\` text,
  	\`version_source_url\` text,
  	\`version_responsible_editor\` text,
  	\`version_proofreader\` text,
  	\`version_reviewer\` text,
  	\`version_revised_at\` text,
  	\`version_withdrawal_reason\` text,
  	\`version_withdrawal_at\` text,
  	\`version_origin_path\` text,
  	\`version_origin_digest\` text,
  	\`version_origin_original_id\` text,
  	\`version_slug\` text,
  	\`version_published_at\` text,
  	\`version_language\` text DEFAULT 'zh-CN',
  	\`version_published_slug\` text,
  	\`version_former_slugs\` text,
  	\`version_updated_at\` text,
  	\`version_created_at\` text,
  	\`version__status\` text DEFAULT 'draft',
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`latest\` integer,
  	\`autosave\` integer,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_cover_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_video_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_poster_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_origin_original_id\`) REFERENCES \`originals\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`_videos_v_parent_idx\` ON \`_videos_v\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_version_version_cover_idx\` ON \`_videos_v\` (\`version_cover_id\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_version_version_video_idx\` ON \`_videos_v\` (\`version_video_id\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_version_version_poster_idx\` ON \`_videos_v\` (\`version_poster_id\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_version_origin_version_origin_path_idx\` ON \`_videos_v\` (\`version_origin_path\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_version_origin_version_origin_original_idx\` ON \`_videos_v\` (\`version_origin_original_id\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_version_version_slug_idx\` ON \`_videos_v\` (\`version_slug\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_version_version_published_at_idx\` ON \`_videos_v\` (\`version_published_at\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_version_version_published_slug_idx\` ON \`_videos_v\` (\`version_published_slug\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_version_version_updated_at_idx\` ON \`_videos_v\` (\`version_updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_version_version_created_at_idx\` ON \`_videos_v\` (\`version_created_at\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_version_version__status_idx\` ON \`_videos_v\` (\`version__status\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_created_at_idx\` ON \`_videos_v\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_updated_at_idx\` ON \`_videos_v\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_latest_idx\` ON \`_videos_v\` (\`latest\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_autosave_idx\` ON \`_videos_v\` (\`autosave\`);`)
  await db.run(sql`CREATE INDEX \`version__status_version_publishedAt_1_idx\` ON \`_videos_v\` (\`version__status\`,\`version_published_at\`);`)
  await db.run(sql`CREATE TABLE \`_videos_v_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text(36) NOT NULL,
  	\`path\` text NOT NULL,
  	\`articles_id\` text,
  	\`videos_id\` text,
  	\`explainers_id\` text,
  	\`lessons_id\` text,
  	\`courses_id\` text,
  	\`themes_id\` text,
  	\`audiences_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`_videos_v\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`articles_id\`) REFERENCES \`articles\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`videos_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`explainers_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`lessons_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`courses_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`themes_id\`) REFERENCES \`themes\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`audiences_id\`) REFERENCES \`audiences\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_videos_v_rels_order_idx\` ON \`_videos_v_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_rels_parent_idx\` ON \`_videos_v_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_rels_path_idx\` ON \`_videos_v_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_rels_articles_id_idx\` ON \`_videos_v_rels\` (\`articles_id\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_rels_videos_id_idx\` ON \`_videos_v_rels\` (\`videos_id\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_rels_explainers_id_idx\` ON \`_videos_v_rels\` (\`explainers_id\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_rels_lessons_id_idx\` ON \`_videos_v_rels\` (\`lessons_id\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_rels_courses_id_idx\` ON \`_videos_v_rels\` (\`courses_id\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_rels_themes_id_idx\` ON \`_videos_v_rels\` (\`themes_id\`);`)
  await db.run(sql`CREATE INDEX \`_videos_v_rels_audiences_id_idx\` ON \`_videos_v_rels\` (\`audiences_id\`);`)
  await db.run(sql`CREATE TABLE \`explainers_attachments\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`file_id\` text,
  	\`title\` text,
  	FOREIGN KEY (\`file_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`explainers_attachments_order_idx\` ON \`explainers_attachments\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`explainers_attachments_parent_id_idx\` ON \`explainers_attachments\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`explainers_attachments_file_idx\` ON \`explainers_attachments\` (\`file_id\`);`)
  await db.run(sql`CREATE TABLE \`explainers_questions\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`question\` text,
  	\`answer\` text,
  	\`clause\` text,
  	\`clause_text\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`explainers_questions_order_idx\` ON \`explainers_questions\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`explainers_questions_parent_id_idx\` ON \`explainers_questions\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`explainers_corrections\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`at\` text,
  	\`note\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`explainers_corrections_order_idx\` ON \`explainers_corrections\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`explainers_corrections_parent_id_idx\` ON \`explainers_corrections\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`explainers_channels\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` text NOT NULL,
  	\`value\` text,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`explainers_channels_order_idx\` ON \`explainers_channels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`explainers_channels_parent_idx\` ON \`explainers_channels\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`explainers\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`title\` text,
  	\`summary\` text,
  	\`cover_id\` text,
  	\`plain_summary\` text,
  	\`explaining_picture_id\` text,
  	\`body\` text,
  	\`document_number\` text,
  	\`issuer\` text,
  	\`effective_from\` text,
  	\`effective_until\` text,
  	\`author_unit\` text,
  	\`source_name\` text,
  	\`source_date\` text,
  	\`source_url\` text,
  	\`responsible_editor\` text,
  	\`proofreader\` text,
  	\`reviewer\` text,
  	\`revised_at\` text,
  	\`withdrawal_reason\` text,
  	\`withdrawal_at\` text,
  	\`origin_path\` text,
  	\`origin_digest\` text,
  	\`origin_original_id\` text,
  	\`slug\` text,
  	\`published_at\` text,
  	\`language\` text DEFAULT 'zh-CN',
  	\`published_slug\` text,
  	\`former_slugs\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`_status\` text DEFAULT 'draft',
  	FOREIGN KEY (\`cover_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`explaining_picture_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`origin_original_id\`) REFERENCES \`originals\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`explainers_cover_idx\` ON \`explainers\` (\`cover_id\`);`)
  await db.run(sql`CREATE INDEX \`explainers_explaining_picture_idx\` ON \`explainers\` (\`explaining_picture_id\`);`)
  await db.run(sql`CREATE INDEX \`explainers_origin_origin_path_idx\` ON \`explainers\` (\`origin_path\`);`)
  await db.run(sql`CREATE INDEX \`explainers_origin_origin_original_idx\` ON \`explainers\` (\`origin_original_id\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`explainers_slug_idx\` ON \`explainers\` (\`slug\`);`)
  await db.run(sql`CREATE INDEX \`explainers_published_at_idx\` ON \`explainers\` (\`published_at\`);`)
  await db.run(sql`CREATE INDEX \`explainers_published_slug_idx\` ON \`explainers\` (\`published_slug\`);`)
  await db.run(sql`CREATE INDEX \`explainers_updated_at_idx\` ON \`explainers\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`explainers_created_at_idx\` ON \`explainers\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`explainers__status_idx\` ON \`explainers\` (\`_status\`);`)
  await db.run(sql`CREATE INDEX \`_status_publishedAt_2_idx\` ON \`explainers\` (\`_status\`,\`published_at\`);`)
  await db.run(sql`CREATE TABLE \`explainers_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text NOT NULL,
  	\`path\` text NOT NULL,
  	\`articles_id\` text,
  	\`videos_id\` text,
  	\`explainers_id\` text,
  	\`lessons_id\` text,
  	\`courses_id\` text,
  	\`themes_id\` text,
  	\`audiences_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`articles_id\`) REFERENCES \`articles\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`videos_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`explainers_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`lessons_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`courses_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`themes_id\`) REFERENCES \`themes\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`audiences_id\`) REFERENCES \`audiences\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`explainers_rels_order_idx\` ON \`explainers_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`explainers_rels_parent_idx\` ON \`explainers_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`explainers_rels_path_idx\` ON \`explainers_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`explainers_rels_articles_id_idx\` ON \`explainers_rels\` (\`articles_id\`);`)
  await db.run(sql`CREATE INDEX \`explainers_rels_videos_id_idx\` ON \`explainers_rels\` (\`videos_id\`);`)
  await db.run(sql`CREATE INDEX \`explainers_rels_explainers_id_idx\` ON \`explainers_rels\` (\`explainers_id\`);`)
  await db.run(sql`CREATE INDEX \`explainers_rels_lessons_id_idx\` ON \`explainers_rels\` (\`lessons_id\`);`)
  await db.run(sql`CREATE INDEX \`explainers_rels_courses_id_idx\` ON \`explainers_rels\` (\`courses_id\`);`)
  await db.run(sql`CREATE INDEX \`explainers_rels_themes_id_idx\` ON \`explainers_rels\` (\`themes_id\`);`)
  await db.run(sql`CREATE INDEX \`explainers_rels_audiences_id_idx\` ON \`explainers_rels\` (\`audiences_id\`);`)
  await db.run(sql`CREATE TABLE \`_explainers_v_version_attachments\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`file_id\` text,
  	\`title\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`file_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_explainers_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_attachments_order_idx\` ON \`_explainers_v_version_attachments\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_attachments_parent_id_idx\` ON \`_explainers_v_version_attachments\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_attachments_file_idx\` ON \`_explainers_v_version_attachments\` (\`file_id\`);`)
  await db.run(sql`CREATE TABLE \`_explainers_v_version_questions\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`question\` text,
  	\`answer\` text,
  	\`clause\` text,
  	\`clause_text\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_explainers_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_questions_order_idx\` ON \`_explainers_v_version_questions\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_questions_parent_id_idx\` ON \`_explainers_v_version_questions\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_explainers_v_version_corrections\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`at\` text,
  	\`note\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_explainers_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_corrections_order_idx\` ON \`_explainers_v_version_corrections\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_corrections_parent_id_idx\` ON \`_explainers_v_version_corrections\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_explainers_v_version_channels\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` text(36) NOT NULL,
  	\`value\` text,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`_explainers_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_channels_order_idx\` ON \`_explainers_v_version_channels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_channels_parent_idx\` ON \`_explainers_v_version_channels\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_explainers_v\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`parent_id\` text,
  	\`version_title\` text,
  	\`version_summary\` text,
  	\`version_cover_id\` text,
  	\`version_plain_summary\` text,
  	\`version_explaining_picture_id\` text,
  	\`version_body\` text,
  	\`version_document_number\` text,
  	\`version_issuer\` text,
  	\`version_effective_from\` text,
  	\`version_effective_until\` text,
  	\`version_author_unit\` text,
  	\`version_source_name\` text,
  	\`version_source_date\` text,
  	\`version_source_url\` text,
  	\`version_responsible_editor\` text,
  	\`version_proofreader\` text,
  	\`version_reviewer\` text,
  	\`version_revised_at\` text,
  	\`version_withdrawal_reason\` text,
  	\`version_withdrawal_at\` text,
  	\`version_origin_path\` text,
  	\`version_origin_digest\` text,
  	\`version_origin_original_id\` text,
  	\`version_slug\` text,
  	\`version_published_at\` text,
  	\`version_language\` text DEFAULT 'zh-CN',
  	\`version_published_slug\` text,
  	\`version_former_slugs\` text,
  	\`version_updated_at\` text,
  	\`version_created_at\` text,
  	\`version__status\` text DEFAULT 'draft',
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`latest\` integer,
  	\`autosave\` integer,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_cover_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_explaining_picture_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_origin_original_id\`) REFERENCES \`originals\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`_explainers_v_parent_idx\` ON \`_explainers_v\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_version_cover_idx\` ON \`_explainers_v\` (\`version_cover_id\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_version_explaining_picture_idx\` ON \`_explainers_v\` (\`version_explaining_picture_id\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_origin_version_origin_path_idx\` ON \`_explainers_v\` (\`version_origin_path\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_origin_version_origin_original_idx\` ON \`_explainers_v\` (\`version_origin_original_id\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_version_slug_idx\` ON \`_explainers_v\` (\`version_slug\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_version_published_at_idx\` ON \`_explainers_v\` (\`version_published_at\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_version_published_slug_idx\` ON \`_explainers_v\` (\`version_published_slug\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_version_updated_at_idx\` ON \`_explainers_v\` (\`version_updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_version_created_at_idx\` ON \`_explainers_v\` (\`version_created_at\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_version_version__status_idx\` ON \`_explainers_v\` (\`version__status\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_created_at_idx\` ON \`_explainers_v\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_updated_at_idx\` ON \`_explainers_v\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_latest_idx\` ON \`_explainers_v\` (\`latest\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_autosave_idx\` ON \`_explainers_v\` (\`autosave\`);`)
  await db.run(sql`CREATE INDEX \`version__status_version_publishedAt_2_idx\` ON \`_explainers_v\` (\`version__status\`,\`version_published_at\`);`)
  await db.run(sql`CREATE TABLE \`_explainers_v_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text(36) NOT NULL,
  	\`path\` text NOT NULL,
  	\`articles_id\` text,
  	\`videos_id\` text,
  	\`explainers_id\` text,
  	\`lessons_id\` text,
  	\`courses_id\` text,
  	\`themes_id\` text,
  	\`audiences_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`_explainers_v\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`articles_id\`) REFERENCES \`articles\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`videos_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`explainers_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`lessons_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`courses_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`themes_id\`) REFERENCES \`themes\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`audiences_id\`) REFERENCES \`audiences\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_explainers_v_rels_order_idx\` ON \`_explainers_v_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_rels_parent_idx\` ON \`_explainers_v_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_rels_path_idx\` ON \`_explainers_v_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_rels_articles_id_idx\` ON \`_explainers_v_rels\` (\`articles_id\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_rels_videos_id_idx\` ON \`_explainers_v_rels\` (\`videos_id\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_rels_explainers_id_idx\` ON \`_explainers_v_rels\` (\`explainers_id\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_rels_lessons_id_idx\` ON \`_explainers_v_rels\` (\`lessons_id\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_rels_courses_id_idx\` ON \`_explainers_v_rels\` (\`courses_id\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_rels_themes_id_idx\` ON \`_explainers_v_rels\` (\`themes_id\`);`)
  await db.run(sql`CREATE INDEX \`_explainers_v_rels_audiences_id_idx\` ON \`_explainers_v_rels\` (\`audiences_id\`);`)
  await db.run(sql`CREATE TABLE \`lessons_objectives\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`text\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`lessons_objectives_order_idx\` ON \`lessons_objectives\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`lessons_objectives_parent_id_idx\` ON \`lessons_objectives\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`lessons_attachments\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`file_id\` text,
  	\`title\` text,
  	FOREIGN KEY (\`file_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`lessons_attachments_order_idx\` ON \`lessons_attachments\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`lessons_attachments_parent_id_idx\` ON \`lessons_attachments\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`lessons_attachments_file_idx\` ON \`lessons_attachments\` (\`file_id\`);`)
  await db.run(sql`CREATE TABLE \`lessons_quiz_options\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`key\` text,
  	\`text\` text,
  	\`correct\` integer DEFAULT false,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`lessons_quiz\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`lessons_quiz_options_order_idx\` ON \`lessons_quiz_options\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`lessons_quiz_options_parent_id_idx\` ON \`lessons_quiz_options\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`lessons_quiz\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`question\` text,
  	\`explanation\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`lessons_quiz_order_idx\` ON \`lessons_quiz\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`lessons_quiz_parent_id_idx\` ON \`lessons_quiz\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`lessons_corrections\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`at\` text,
  	\`note\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`lessons_corrections_order_idx\` ON \`lessons_corrections\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`lessons_corrections_parent_id_idx\` ON \`lessons_corrections\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`lessons_channels\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` text NOT NULL,
  	\`value\` text,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`lessons_channels_order_idx\` ON \`lessons_channels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`lessons_channels_parent_idx\` ON \`lessons_channels\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`lessons\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`title\` text,
  	\`summary\` text,
  	\`cover_id\` text,
  	\`body\` text,
  	\`credit_hours\` numeric,
  	\`duration_minutes\` numeric,
  	\`teacher\` text,
  	\`producer\` text,
  	\`valid_until\` text,
  	\`author_unit\` text,
  	\`source_name\` text,
  	\`source_date\` text,
  	\`source_url\` text,
  	\`responsible_editor\` text,
  	\`proofreader\` text,
  	\`reviewer\` text,
  	\`revised_at\` text,
  	\`withdrawal_reason\` text,
  	\`withdrawal_at\` text,
  	\`origin_path\` text,
  	\`origin_digest\` text,
  	\`origin_original_id\` text,
  	\`slug\` text,
  	\`published_at\` text,
  	\`language\` text DEFAULT 'zh-CN',
  	\`published_slug\` text,
  	\`former_slugs\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`_status\` text DEFAULT 'draft',
  	FOREIGN KEY (\`cover_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`origin_original_id\`) REFERENCES \`originals\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`lessons_cover_idx\` ON \`lessons\` (\`cover_id\`);`)
  await db.run(sql`CREATE INDEX \`lessons_origin_origin_path_idx\` ON \`lessons\` (\`origin_path\`);`)
  await db.run(sql`CREATE INDEX \`lessons_origin_origin_original_idx\` ON \`lessons\` (\`origin_original_id\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`lessons_slug_idx\` ON \`lessons\` (\`slug\`);`)
  await db.run(sql`CREATE INDEX \`lessons_published_at_idx\` ON \`lessons\` (\`published_at\`);`)
  await db.run(sql`CREATE INDEX \`lessons_published_slug_idx\` ON \`lessons\` (\`published_slug\`);`)
  await db.run(sql`CREATE INDEX \`lessons_updated_at_idx\` ON \`lessons\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`lessons_created_at_idx\` ON \`lessons\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`lessons__status_idx\` ON \`lessons\` (\`_status\`);`)
  await db.run(sql`CREATE INDEX \`_status_publishedAt_3_idx\` ON \`lessons\` (\`_status\`,\`published_at\`);`)
  await db.run(sql`CREATE TABLE \`lessons_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text NOT NULL,
  	\`path\` text NOT NULL,
  	\`articles_id\` text,
  	\`videos_id\` text,
  	\`explainers_id\` text,
  	\`lessons_id\` text,
  	\`courses_id\` text,
  	\`themes_id\` text,
  	\`audiences_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`articles_id\`) REFERENCES \`articles\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`videos_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`explainers_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`lessons_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`courses_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`themes_id\`) REFERENCES \`themes\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`audiences_id\`) REFERENCES \`audiences\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`lessons_rels_order_idx\` ON \`lessons_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`lessons_rels_parent_idx\` ON \`lessons_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`lessons_rels_path_idx\` ON \`lessons_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`lessons_rels_articles_id_idx\` ON \`lessons_rels\` (\`articles_id\`);`)
  await db.run(sql`CREATE INDEX \`lessons_rels_videos_id_idx\` ON \`lessons_rels\` (\`videos_id\`);`)
  await db.run(sql`CREATE INDEX \`lessons_rels_explainers_id_idx\` ON \`lessons_rels\` (\`explainers_id\`);`)
  await db.run(sql`CREATE INDEX \`lessons_rels_lessons_id_idx\` ON \`lessons_rels\` (\`lessons_id\`);`)
  await db.run(sql`CREATE INDEX \`lessons_rels_courses_id_idx\` ON \`lessons_rels\` (\`courses_id\`);`)
  await db.run(sql`CREATE INDEX \`lessons_rels_themes_id_idx\` ON \`lessons_rels\` (\`themes_id\`);`)
  await db.run(sql`CREATE INDEX \`lessons_rels_audiences_id_idx\` ON \`lessons_rels\` (\`audiences_id\`);`)
  await db.run(sql`CREATE TABLE \`_lessons_v_version_objectives\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`text\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_lessons_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_objectives_order_idx\` ON \`_lessons_v_version_objectives\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_objectives_parent_id_idx\` ON \`_lessons_v_version_objectives\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_lessons_v_version_attachments\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`file_id\` text,
  	\`title\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`file_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_lessons_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_attachments_order_idx\` ON \`_lessons_v_version_attachments\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_attachments_parent_id_idx\` ON \`_lessons_v_version_attachments\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_attachments_file_idx\` ON \`_lessons_v_version_attachments\` (\`file_id\`);`)
  await db.run(sql`CREATE TABLE \`_lessons_v_version_quiz_options\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text,
  	\`text\` text,
  	\`correct\` integer DEFAULT false,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_lessons_v_version_quiz\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_quiz_options_order_idx\` ON \`_lessons_v_version_quiz_options\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_quiz_options_parent_id_idx\` ON \`_lessons_v_version_quiz_options\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_lessons_v_version_quiz\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`question\` text,
  	\`explanation\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_lessons_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_quiz_order_idx\` ON \`_lessons_v_version_quiz\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_quiz_parent_id_idx\` ON \`_lessons_v_version_quiz\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_lessons_v_version_corrections\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`at\` text,
  	\`note\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_lessons_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_corrections_order_idx\` ON \`_lessons_v_version_corrections\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_corrections_parent_id_idx\` ON \`_lessons_v_version_corrections\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_lessons_v_version_channels\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` text(36) NOT NULL,
  	\`value\` text,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`_lessons_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_channels_order_idx\` ON \`_lessons_v_version_channels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_channels_parent_idx\` ON \`_lessons_v_version_channels\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_lessons_v\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`parent_id\` text,
  	\`version_title\` text,
  	\`version_summary\` text,
  	\`version_cover_id\` text,
  	\`version_body\` text,
  	\`version_credit_hours\` numeric,
  	\`version_duration_minutes\` numeric,
  	\`version_teacher\` text,
  	\`version_producer\` text,
  	\`version_valid_until\` text,
  	\`version_author_unit\` text,
  	\`version_source_name\` text,
  	\`version_source_date\` text,
  	\`version_source_url\` text,
  	\`version_responsible_editor\` text,
  	\`version_proofreader\` text,
  	\`version_reviewer\` text,
  	\`version_revised_at\` text,
  	\`version_withdrawal_reason\` text,
  	\`version_withdrawal_at\` text,
  	\`version_origin_path\` text,
  	\`version_origin_digest\` text,
  	\`version_origin_original_id\` text,
  	\`version_slug\` text,
  	\`version_published_at\` text,
  	\`version_language\` text DEFAULT 'zh-CN',
  	\`version_published_slug\` text,
  	\`version_former_slugs\` text,
  	\`version_updated_at\` text,
  	\`version_created_at\` text,
  	\`version__status\` text DEFAULT 'draft',
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`latest\` integer,
  	\`autosave\` integer,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_cover_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_origin_original_id\`) REFERENCES \`originals\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`_lessons_v_parent_idx\` ON \`_lessons_v\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_version_cover_idx\` ON \`_lessons_v\` (\`version_cover_id\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_origin_version_origin_path_idx\` ON \`_lessons_v\` (\`version_origin_path\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_origin_version_origin_original_idx\` ON \`_lessons_v\` (\`version_origin_original_id\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_version_slug_idx\` ON \`_lessons_v\` (\`version_slug\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_version_published_at_idx\` ON \`_lessons_v\` (\`version_published_at\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_version_published_slug_idx\` ON \`_lessons_v\` (\`version_published_slug\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_version_updated_at_idx\` ON \`_lessons_v\` (\`version_updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_version_created_at_idx\` ON \`_lessons_v\` (\`version_created_at\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_version_version__status_idx\` ON \`_lessons_v\` (\`version__status\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_created_at_idx\` ON \`_lessons_v\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_updated_at_idx\` ON \`_lessons_v\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_latest_idx\` ON \`_lessons_v\` (\`latest\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_autosave_idx\` ON \`_lessons_v\` (\`autosave\`);`)
  await db.run(sql`CREATE INDEX \`version__status_version_publishedAt_3_idx\` ON \`_lessons_v\` (\`version__status\`,\`version_published_at\`);`)
  await db.run(sql`CREATE TABLE \`_lessons_v_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text(36) NOT NULL,
  	\`path\` text NOT NULL,
  	\`articles_id\` text,
  	\`videos_id\` text,
  	\`explainers_id\` text,
  	\`lessons_id\` text,
  	\`courses_id\` text,
  	\`themes_id\` text,
  	\`audiences_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`_lessons_v\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`articles_id\`) REFERENCES \`articles\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`videos_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`explainers_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`lessons_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`courses_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`themes_id\`) REFERENCES \`themes\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`audiences_id\`) REFERENCES \`audiences\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_lessons_v_rels_order_idx\` ON \`_lessons_v_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_rels_parent_idx\` ON \`_lessons_v_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_rels_path_idx\` ON \`_lessons_v_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_rels_articles_id_idx\` ON \`_lessons_v_rels\` (\`articles_id\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_rels_videos_id_idx\` ON \`_lessons_v_rels\` (\`videos_id\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_rels_explainers_id_idx\` ON \`_lessons_v_rels\` (\`explainers_id\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_rels_lessons_id_idx\` ON \`_lessons_v_rels\` (\`lessons_id\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_rels_courses_id_idx\` ON \`_lessons_v_rels\` (\`courses_id\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_rels_themes_id_idx\` ON \`_lessons_v_rels\` (\`themes_id\`);`)
  await db.run(sql`CREATE INDEX \`_lessons_v_rels_audiences_id_idx\` ON \`_lessons_v_rels\` (\`audiences_id\`);`)
  await db.run(sql`CREATE TABLE \`courses_attachments\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`file_id\` text,
  	\`title\` text,
  	FOREIGN KEY (\`file_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`courses_attachments_order_idx\` ON \`courses_attachments\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`courses_attachments_parent_id_idx\` ON \`courses_attachments\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`courses_attachments_file_idx\` ON \`courses_attachments\` (\`file_id\`);`)
  await db.run(sql`CREATE TABLE \`courses_lessons\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`lesson_id\` text,
  	\`required\` integer DEFAULT true,
  	FOREIGN KEY (\`lesson_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`courses_lessons_order_idx\` ON \`courses_lessons\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`courses_lessons_parent_id_idx\` ON \`courses_lessons\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`courses_lessons_lesson_idx\` ON \`courses_lessons\` (\`lesson_id\`);`)
  await db.run(sql`CREATE TABLE \`courses_corrections\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`at\` text,
  	\`note\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`courses_corrections_order_idx\` ON \`courses_corrections\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`courses_corrections_parent_id_idx\` ON \`courses_corrections\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`courses_channels\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` text NOT NULL,
  	\`value\` text,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`courses_channels_order_idx\` ON \`courses_channels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`courses_channels_parent_idx\` ON \`courses_channels\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`courses\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`title\` text,
  	\`summary\` text,
  	\`cover_id\` text,
  	\`body\` text,
  	\`credit_hours\` numeric,
  	\`lessons_required\` numeric,
  	\`quiz_pass_mark\` numeric,
  	\`author_unit\` text,
  	\`source_name\` text,
  	\`source_date\` text,
  	\`source_url\` text,
  	\`responsible_editor\` text,
  	\`proofreader\` text,
  	\`reviewer\` text,
  	\`revised_at\` text,
  	\`withdrawal_reason\` text,
  	\`withdrawal_at\` text,
  	\`origin_path\` text,
  	\`origin_digest\` text,
  	\`origin_original_id\` text,
  	\`slug\` text,
  	\`published_at\` text,
  	\`language\` text DEFAULT 'zh-CN',
  	\`published_slug\` text,
  	\`former_slugs\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`_status\` text DEFAULT 'draft',
  	FOREIGN KEY (\`cover_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`origin_original_id\`) REFERENCES \`originals\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`courses_cover_idx\` ON \`courses\` (\`cover_id\`);`)
  await db.run(sql`CREATE INDEX \`courses_origin_origin_path_idx\` ON \`courses\` (\`origin_path\`);`)
  await db.run(sql`CREATE INDEX \`courses_origin_origin_original_idx\` ON \`courses\` (\`origin_original_id\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`courses_slug_idx\` ON \`courses\` (\`slug\`);`)
  await db.run(sql`CREATE INDEX \`courses_published_at_idx\` ON \`courses\` (\`published_at\`);`)
  await db.run(sql`CREATE INDEX \`courses_published_slug_idx\` ON \`courses\` (\`published_slug\`);`)
  await db.run(sql`CREATE INDEX \`courses_updated_at_idx\` ON \`courses\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`courses_created_at_idx\` ON \`courses\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`courses__status_idx\` ON \`courses\` (\`_status\`);`)
  await db.run(sql`CREATE INDEX \`_status_publishedAt_4_idx\` ON \`courses\` (\`_status\`,\`published_at\`);`)
  await db.run(sql`CREATE TABLE \`courses_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text NOT NULL,
  	\`path\` text NOT NULL,
  	\`articles_id\` text,
  	\`videos_id\` text,
  	\`explainers_id\` text,
  	\`lessons_id\` text,
  	\`courses_id\` text,
  	\`themes_id\` text,
  	\`audiences_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`articles_id\`) REFERENCES \`articles\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`videos_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`explainers_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`lessons_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`courses_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`themes_id\`) REFERENCES \`themes\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`audiences_id\`) REFERENCES \`audiences\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`courses_rels_order_idx\` ON \`courses_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`courses_rels_parent_idx\` ON \`courses_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`courses_rels_path_idx\` ON \`courses_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`courses_rels_articles_id_idx\` ON \`courses_rels\` (\`articles_id\`);`)
  await db.run(sql`CREATE INDEX \`courses_rels_videos_id_idx\` ON \`courses_rels\` (\`videos_id\`);`)
  await db.run(sql`CREATE INDEX \`courses_rels_explainers_id_idx\` ON \`courses_rels\` (\`explainers_id\`);`)
  await db.run(sql`CREATE INDEX \`courses_rels_lessons_id_idx\` ON \`courses_rels\` (\`lessons_id\`);`)
  await db.run(sql`CREATE INDEX \`courses_rels_courses_id_idx\` ON \`courses_rels\` (\`courses_id\`);`)
  await db.run(sql`CREATE INDEX \`courses_rels_themes_id_idx\` ON \`courses_rels\` (\`themes_id\`);`)
  await db.run(sql`CREATE INDEX \`courses_rels_audiences_id_idx\` ON \`courses_rels\` (\`audiences_id\`);`)
  await db.run(sql`CREATE TABLE \`_courses_v_version_attachments\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`file_id\` text,
  	\`title\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`file_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_courses_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_courses_v_version_attachments_order_idx\` ON \`_courses_v_version_attachments\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_attachments_parent_id_idx\` ON \`_courses_v_version_attachments\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_attachments_file_idx\` ON \`_courses_v_version_attachments\` (\`file_id\`);`)
  await db.run(sql`CREATE TABLE \`_courses_v_version_lessons\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`lesson_id\` text,
  	\`required\` integer DEFAULT true,
  	\`_uuid\` text,
  	FOREIGN KEY (\`lesson_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_courses_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_courses_v_version_lessons_order_idx\` ON \`_courses_v_version_lessons\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_lessons_parent_id_idx\` ON \`_courses_v_version_lessons\` (\`_parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_lessons_lesson_idx\` ON \`_courses_v_version_lessons\` (\`lesson_id\`);`)
  await db.run(sql`CREATE TABLE \`_courses_v_version_corrections\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`at\` text,
  	\`note\` text,
  	\`_uuid\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`_courses_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_courses_v_version_corrections_order_idx\` ON \`_courses_v_version_corrections\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_corrections_parent_id_idx\` ON \`_courses_v_version_corrections\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_courses_v_version_channels\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` text(36) NOT NULL,
  	\`value\` text,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`_courses_v\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_courses_v_version_channels_order_idx\` ON \`_courses_v_version_channels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_channels_parent_idx\` ON \`_courses_v_version_channels\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`_courses_v\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`parent_id\` text,
  	\`version_title\` text,
  	\`version_summary\` text,
  	\`version_cover_id\` text,
  	\`version_body\` text,
  	\`version_credit_hours\` numeric,
  	\`version_lessons_required\` numeric,
  	\`version_quiz_pass_mark\` numeric,
  	\`version_author_unit\` text,
  	\`version_source_name\` text,
  	\`version_source_date\` text,
  	\`version_source_url\` text,
  	\`version_responsible_editor\` text,
  	\`version_proofreader\` text,
  	\`version_reviewer\` text,
  	\`version_revised_at\` text,
  	\`version_withdrawal_reason\` text,
  	\`version_withdrawal_at\` text,
  	\`version_origin_path\` text,
  	\`version_origin_digest\` text,
  	\`version_origin_original_id\` text,
  	\`version_slug\` text,
  	\`version_published_at\` text,
  	\`version_language\` text DEFAULT 'zh-CN',
  	\`version_published_slug\` text,
  	\`version_former_slugs\` text,
  	\`version_updated_at\` text,
  	\`version_created_at\` text,
  	\`version__status\` text DEFAULT 'draft',
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`latest\` integer,
  	\`autosave\` integer,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_cover_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE set null,
  	FOREIGN KEY (\`version_origin_original_id\`) REFERENCES \`originals\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`_courses_v_parent_idx\` ON \`_courses_v\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_version_cover_idx\` ON \`_courses_v\` (\`version_cover_id\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_origin_version_origin_path_idx\` ON \`_courses_v\` (\`version_origin_path\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_origin_version_origin_original_idx\` ON \`_courses_v\` (\`version_origin_original_id\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_version_slug_idx\` ON \`_courses_v\` (\`version_slug\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_version_published_at_idx\` ON \`_courses_v\` (\`version_published_at\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_version_published_slug_idx\` ON \`_courses_v\` (\`version_published_slug\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_version_updated_at_idx\` ON \`_courses_v\` (\`version_updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_version_created_at_idx\` ON \`_courses_v\` (\`version_created_at\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_version_version__status_idx\` ON \`_courses_v\` (\`version__status\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_created_at_idx\` ON \`_courses_v\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_updated_at_idx\` ON \`_courses_v\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_latest_idx\` ON \`_courses_v\` (\`latest\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_autosave_idx\` ON \`_courses_v\` (\`autosave\`);`)
  await db.run(sql`CREATE INDEX \`version__status_version_publishedAt_4_idx\` ON \`_courses_v\` (\`version__status\`,\`version_published_at\`);`)
  await db.run(sql`CREATE TABLE \`_courses_v_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text(36) NOT NULL,
  	\`path\` text NOT NULL,
  	\`articles_id\` text,
  	\`videos_id\` text,
  	\`explainers_id\` text,
  	\`lessons_id\` text,
  	\`courses_id\` text,
  	\`themes_id\` text,
  	\`audiences_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`_courses_v\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`articles_id\`) REFERENCES \`articles\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`videos_id\`) REFERENCES \`videos\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`explainers_id\`) REFERENCES \`explainers\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`lessons_id\`) REFERENCES \`lessons\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`courses_id\`) REFERENCES \`courses\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`themes_id\`) REFERENCES \`themes\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`audiences_id\`) REFERENCES \`audiences\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`_courses_v_rels_order_idx\` ON \`_courses_v_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_rels_parent_idx\` ON \`_courses_v_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_rels_path_idx\` ON \`_courses_v_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_rels_articles_id_idx\` ON \`_courses_v_rels\` (\`articles_id\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_rels_videos_id_idx\` ON \`_courses_v_rels\` (\`videos_id\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_rels_explainers_id_idx\` ON \`_courses_v_rels\` (\`explainers_id\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_rels_lessons_id_idx\` ON \`_courses_v_rels\` (\`lessons_id\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_rels_courses_id_idx\` ON \`_courses_v_rels\` (\`courses_id\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_rels_themes_id_idx\` ON \`_courses_v_rels\` (\`themes_id\`);`)
  await db.run(sql`CREATE INDEX \`_courses_v_rels_audiences_id_idx\` ON \`_courses_v_rels\` (\`audiences_id\`);`)
  await db.run(sql`CREATE TABLE \`media\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`alt\` text,
  	\`title\` text,
  	\`credit\` text,
  	\`license\` text,
  	\`license_url\` text,
  	\`source\` text,
  	\`changes\` text,
  	\`transcript\` text,
  	\`expires_at\` text,
  	\`duration_seconds\` numeric,
  	\`language\` text,
  	\`origin_path\` text,
  	\`origin_digest\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`url\` text,
  	\`thumbnail_u_r_l\` text,
  	\`filename\` text,
  	\`mime_type\` text,
  	\`filesize\` numeric,
  	\`width\` numeric,
  	\`height\` numeric,
  	\`focal_x\` numeric,
  	\`focal_y\` numeric,
  	\`sizes_thumbnail_url\` text,
  	\`sizes_thumbnail_width\` numeric,
  	\`sizes_thumbnail_height\` numeric,
  	\`sizes_thumbnail_mime_type\` text,
  	\`sizes_thumbnail_filesize\` numeric,
  	\`sizes_thumbnail_filename\` text,
  	\`sizes_small_url\` text,
  	\`sizes_small_width\` numeric,
  	\`sizes_small_height\` numeric,
  	\`sizes_small_mime_type\` text,
  	\`sizes_small_filesize\` numeric,
  	\`sizes_small_filename\` text,
  	\`sizes_medium_url\` text,
  	\`sizes_medium_width\` numeric,
  	\`sizes_medium_height\` numeric,
  	\`sizes_medium_mime_type\` text,
  	\`sizes_medium_filesize\` numeric,
  	\`sizes_medium_filename\` text,
  	\`sizes_large_url\` text,
  	\`sizes_large_width\` numeric,
  	\`sizes_large_height\` numeric,
  	\`sizes_large_mime_type\` text,
  	\`sizes_large_filesize\` numeric,
  	\`sizes_large_filename\` text
  );
  `)
  await db.run(sql`CREATE INDEX \`media_origin_origin_path_idx\` ON \`media\` (\`origin_path\`);`)
  await db.run(sql`CREATE INDEX \`media_updated_at_idx\` ON \`media\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`media_created_at_idx\` ON \`media\` (\`created_at\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`media_filename_idx\` ON \`media\` (\`filename\`);`)
  await db.run(sql`CREATE INDEX \`media_sizes_thumbnail_sizes_thumbnail_filename_idx\` ON \`media\` (\`sizes_thumbnail_filename\`);`)
  await db.run(sql`CREATE INDEX \`media_sizes_small_sizes_small_filename_idx\` ON \`media\` (\`sizes_small_filename\`);`)
  await db.run(sql`CREATE INDEX \`media_sizes_medium_sizes_medium_filename_idx\` ON \`media\` (\`sizes_medium_filename\`);`)
  await db.run(sql`CREATE INDEX \`media_sizes_large_sizes_large_filename_idx\` ON \`media\` (\`sizes_large_filename\`);`)
  await db.run(sql`CREATE TABLE \`media_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text NOT NULL,
  	\`path\` text NOT NULL,
  	\`themes_id\` text,
  	\`audiences_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`themes_id\`) REFERENCES \`themes\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`audiences_id\`) REFERENCES \`audiences\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`media_rels_order_idx\` ON \`media_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`media_rels_parent_idx\` ON \`media_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`media_rels_path_idx\` ON \`media_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`media_rels_themes_id_idx\` ON \`media_rels\` (\`themes_id\`);`)
  await db.run(sql`CREATE INDEX \`media_rels_audiences_id_idx\` ON \`media_rels\` (\`audiences_id\`);`)
  await db.run(sql`CREATE TABLE \`originals\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`url\` text,
  	\`thumbnail_u_r_l\` text,
  	\`filename\` text,
  	\`mime_type\` text,
  	\`filesize\` numeric,
  	\`width\` numeric,
  	\`height\` numeric
  );
  `)
  await db.run(sql`CREATE INDEX \`originals_updated_at_idx\` ON \`originals\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`originals_created_at_idx\` ON \`originals\` (\`created_at\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`originals_filename_idx\` ON \`originals\` (\`filename\`);`)
  await db.run(sql`CREATE TABLE \`themes\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`label\` text NOT NULL,
  	\`label_en\` text,
  	\`slug\` text NOT NULL,
  	\`order\` numeric DEFAULT 0,
  	\`description\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`themes_slug_idx\` ON \`themes\` (\`slug\`);`)
  await db.run(sql`CREATE INDEX \`themes_order_idx\` ON \`themes\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`themes_updated_at_idx\` ON \`themes\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`themes_created_at_idx\` ON \`themes\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`audiences\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`label\` text NOT NULL,
  	\`label_en\` text,
  	\`slug\` text NOT NULL,
  	\`order\` numeric DEFAULT 0,
  	\`description\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`audiences_slug_idx\` ON \`audiences\` (\`slug\`);`)
  await db.run(sql`CREATE INDEX \`audiences_order_idx\` ON \`audiences\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`audiences_updated_at_idx\` ON \`audiences\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`audiences_created_at_idx\` ON \`audiences\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`redirects\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`slug\` text NOT NULL,
  	\`type\` text NOT NULL,
  	\`document\` text NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`redirects_document_idx\` ON \`redirects\` (\`document\`);`)
  await db.run(sql`CREATE INDEX \`redirects_updated_at_idx\` ON \`redirects\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`redirects_created_at_idx\` ON \`redirects\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`users_roles\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` text NOT NULL,
  	\`value\` text,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`users_roles_order_idx\` ON \`users_roles\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`users_roles_parent_idx\` ON \`users_roles\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`users_sessions\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`created_at\` text,
  	\`expires_at\` text NOT NULL,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`users_sessions_order_idx\` ON \`users_sessions\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`users_sessions_parent_id_idx\` ON \`users_sessions\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`users\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`name\` text NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`enable_a_p_i_key\` integer,
  	\`api_key\` text,
  	\`api_key_index\` text,
  	\`email\` text NOT NULL,
  	\`reset_password_token\` text,
  	\`reset_password_expiration\` text,
  	\`salt\` text,
  	\`hash\` text,
  	\`reset_password_requested_at\` text,
  	\`login_attempts\` numeric DEFAULT 0,
  	\`lock_until\` text
  );
  `)
  await db.run(sql`CREATE INDEX \`users_updated_at_idx\` ON \`users\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`users_created_at_idx\` ON \`users\` (\`created_at\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`users_email_idx\` ON \`users\` (\`email\`);`)
  await db.run(sql`CREATE TABLE \`channels\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`name\` text NOT NULL,
  	\`kind\` text NOT NULL,
  	\`paused\` integer DEFAULT false,
  	\`schedule\` text,
  	\`quiet_hours_from\` text,
  	\`quiet_hours_until\` text,
  	\`max_attempts\` numeric,
  	\`lease_seconds\` numeric,
  	\`settings\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`channels_updated_at_idx\` ON \`channels\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`channels_created_at_idx\` ON \`channels\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`deliveries\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`title\` text NOT NULL,
  	\`channel\` text NOT NULL,
  	\`destination\` text NOT NULL,
  	\`action\` text NOT NULL,
  	\`state\` text NOT NULL,
  	\`document\` text NOT NULL,
  	\`revision_number\` numeric NOT NULL,
  	\`revision\` text NOT NULL,
  	\`attempts\` numeric NOT NULL,
  	\`code\` text,
  	\`receipt\` text,
  	\`message\` text,
  	\`due_at\` numeric,
  	\`not_before\` numeric,
  	\`lease_until\` numeric,
  	\`delivered_at\` numeric,
  	\`token\` text,
  	\`attempt_log\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`deliveries_key_idx\` ON \`deliveries\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`deliveries_revision_idx\` ON \`deliveries\` (\`revision\`);`)
  await db.run(sql`CREATE INDEX \`deliveries_updated_at_idx\` ON \`deliveries\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`deliveries_created_at_idx\` ON \`deliveries\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`state_channel_destination_notBefore_idx\` ON \`deliveries\` (\`state\`,\`channel\`,\`destination\`,\`not_before\`);`)
  await db.run(sql`CREATE INDEX \`state_leaseUntil_idx\` ON \`deliveries\` (\`state\`,\`lease_until\`);`)
  await db.run(sql`CREATE INDEX \`document_channel_state_revisionNumber_idx\` ON \`deliveries\` (\`document\`,\`channel\`,\`state\`,\`revision_number\`);`)
  await db.run(sql`CREATE INDEX \`channel_state_receipt_idx\` ON \`deliveries\` (\`channel\`,\`state\`,\`receipt\`);`)
  await db.run(sql`CREATE TABLE \`revisions\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`document\` text NOT NULL,
  	\`title\` text NOT NULL,
  	\`number\` numeric NOT NULL,
  	\`action\` text NOT NULL,
  	\`hash\` text,
  	\`current\` integer DEFAULT false,
  	\`enqueued\` integer DEFAULT false,
  	\`published_at\` text,
  	\`signed_off_at\` text,
  	\`signed_off_by\` text,
  	\`reason\` text,
  	\`destinations\` text,
  	\`item\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`revisions_key_idx\` ON \`revisions\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`revisions_document_idx\` ON \`revisions\` (\`document\`);`)
  await db.run(sql`CREATE INDEX \`revisions_enqueued_idx\` ON \`revisions\` (\`enqueued\`);`)
  await db.run(sql`CREATE INDEX \`revisions_updated_at_idx\` ON \`revisions\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`revisions_created_at_idx\` ON \`revisions\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`current_publishedAt_idx\` ON \`revisions\` (\`current\`,\`published_at\`);`)
  await db.run(sql`CREATE INDEX \`document_number_idx\` ON \`revisions\` (\`document\`,\`number\`);`)
  await db.run(sql`CREATE TABLE \`timetable\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`name\` text NOT NULL,
  	\`label\` text,
  	\`schedule\` text,
  	\`next_run_at\` text,
  	\`last_started_at\` text,
  	\`last_finished_at\` text,
  	\`last_duration_ms\` numeric,
  	\`last_outcome\` text,
  	\`last_result\` text,
  	\`last_error\` text,
  	\`runs\` numeric DEFAULT 0,
  	\`failures\` numeric DEFAULT 0,
  	\`worker\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`timetable_name_idx\` ON \`timetable\` (\`name\`);`)
  await db.run(sql`CREATE INDEX \`timetable_updated_at_idx\` ON \`timetable\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`timetable_created_at_idx\` ON \`timetable\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`leases\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`name\` text NOT NULL,
  	\`holder\` text,
  	\`until\` numeric,
  	\`mark\` numeric
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`leases_name_idx\` ON \`leases\` (\`name\`);`)
  await db.run(sql`CREATE TABLE \`payload_kv\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`data\` text NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`payload_kv_key_idx\` ON \`payload_kv\` (\`key\`);`)
  await db.run(sql`CREATE TABLE \`payload_jobs_log\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`executed_at\` text NOT NULL,
  	\`completed_at\` text NOT NULL,
  	\`task_slug\` text NOT NULL,
  	\`task_i_d\` text NOT NULL,
  	\`input\` text,
  	\`output\` text,
  	\`state\` text NOT NULL,
  	\`error\` text,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`payload_jobs\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_jobs_log_order_idx\` ON \`payload_jobs_log\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`payload_jobs_log_parent_id_idx\` ON \`payload_jobs_log\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`payload_jobs\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`input\` text,
  	\`completed_at\` text,
  	\`total_tried\` numeric DEFAULT 0,
  	\`has_error\` integer DEFAULT false,
  	\`error\` text,
  	\`task_slug\` text,
  	\`queue\` text DEFAULT 'default',
  	\`wait_until\` text,
  	\`processing\` integer DEFAULT false,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_jobs_completed_at_idx\` ON \`payload_jobs\` (\`completed_at\`);`)
  await db.run(sql`CREATE INDEX \`payload_jobs_total_tried_idx\` ON \`payload_jobs\` (\`total_tried\`);`)
  await db.run(sql`CREATE INDEX \`payload_jobs_has_error_idx\` ON \`payload_jobs\` (\`has_error\`);`)
  await db.run(sql`CREATE INDEX \`payload_jobs_task_slug_idx\` ON \`payload_jobs\` (\`task_slug\`);`)
  await db.run(sql`CREATE INDEX \`payload_jobs_queue_idx\` ON \`payload_jobs\` (\`queue\`);`)
  await db.run(sql`CREATE INDEX \`payload_jobs_wait_until_idx\` ON \`payload_jobs\` (\`wait_until\`);`)
  await db.run(sql`CREATE INDEX \`payload_jobs_processing_idx\` ON \`payload_jobs\` (\`processing\`);`)
  await db.run(sql`CREATE INDEX \`payload_jobs_updated_at_idx\` ON \`payload_jobs\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`payload_jobs_created_at_idx\` ON \`payload_jobs\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`payload_locked_documents\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`global_slug\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_global_slug_idx\` ON \`payload_locked_documents\` (\`global_slug\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_updated_at_idx\` ON \`payload_locked_documents\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_created_at_idx\` ON \`payload_locked_documents\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`payload_locked_documents_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text(36) NOT NULL,
  	\`path\` text NOT NULL,
  	\`articles_id\` text,
  	\`videos_id\` text,
  	\`explainers_id\` text,
  	\`lessons_id\` text,
  	\`courses_id\` text,
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
  	FOREIGN KEY (\`media_id\`) REFERENCES \`media\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`originals_id\`) REFERENCES \`originals\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`themes_id\`) REFERENCES \`themes\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`audiences_id\`) REFERENCES \`audiences\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`users_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`channels_id\`) REFERENCES \`channels\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_order_idx\` ON \`payload_locked_documents_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_parent_idx\` ON \`payload_locked_documents_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_path_idx\` ON \`payload_locked_documents_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_articles_id_idx\` ON \`payload_locked_documents_rels\` (\`articles_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_videos_id_idx\` ON \`payload_locked_documents_rels\` (\`videos_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_explainers_id_idx\` ON \`payload_locked_documents_rels\` (\`explainers_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_lessons_id_idx\` ON \`payload_locked_documents_rels\` (\`lessons_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_courses_id_idx\` ON \`payload_locked_documents_rels\` (\`courses_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_media_id_idx\` ON \`payload_locked_documents_rels\` (\`media_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_originals_id_idx\` ON \`payload_locked_documents_rels\` (\`originals_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_themes_id_idx\` ON \`payload_locked_documents_rels\` (\`themes_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_audiences_id_idx\` ON \`payload_locked_documents_rels\` (\`audiences_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_users_id_idx\` ON \`payload_locked_documents_rels\` (\`users_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_locked_documents_rels_channels_id_idx\` ON \`payload_locked_documents_rels\` (\`channels_id\`);`)
  await db.run(sql`CREATE TABLE \`payload_preferences\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text,
  	\`value\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_preferences_key_idx\` ON \`payload_preferences\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_updated_at_idx\` ON \`payload_preferences\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_created_at_idx\` ON \`payload_preferences\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`payload_preferences_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text(36) NOT NULL,
  	\`path\` text NOT NULL,
  	\`users_id\` text,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`payload_preferences\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`users_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_preferences_rels_order_idx\` ON \`payload_preferences_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_rels_parent_idx\` ON \`payload_preferences_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_rels_path_idx\` ON \`payload_preferences_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_rels_users_id_idx\` ON \`payload_preferences_rels\` (\`users_id\`);`)
  await db.run(sql`CREATE TABLE \`payload_migrations\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`name\` text,
  	\`batch\` numeric,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_migrations_updated_at_idx\` ON \`payload_migrations\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`payload_migrations_created_at_idx\` ON \`payload_migrations\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`site\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`title\` text DEFAULT '全媒' NOT NULL,
  	\`description\` text DEFAULT '文章、视频、政策解读和课件',
  	\`publisher\` text DEFAULT '编辑部' NOT NULL,
  	\`language\` text DEFAULT 'zh-CN' NOT NULL,
  	\`tag_authority\` text,
  	\`tag_year\` numeric,
  	\`updated_at\` text,
  	\`created_at\` text
  );
  `)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.run(sql`DROP TABLE \`articles_attachments\`;`)
  await db.run(sql`DROP TABLE \`articles_corrections\`;`)
  await db.run(sql`DROP TABLE \`articles_channels\`;`)
  await db.run(sql`DROP TABLE \`articles\`;`)
  await db.run(sql`DROP TABLE \`articles_rels\`;`)
  await db.run(sql`DROP TABLE \`_articles_v_version_attachments\`;`)
  await db.run(sql`DROP TABLE \`_articles_v_version_corrections\`;`)
  await db.run(sql`DROP TABLE \`_articles_v_version_channels\`;`)
  await db.run(sql`DROP TABLE \`_articles_v\`;`)
  await db.run(sql`DROP TABLE \`_articles_v_rels\`;`)
  await db.run(sql`DROP TABLE \`videos_attachments\`;`)
  await db.run(sql`DROP TABLE \`videos_captions\`;`)
  await db.run(sql`DROP TABLE \`videos_corrections\`;`)
  await db.run(sql`DROP TABLE \`videos_channels\`;`)
  await db.run(sql`DROP TABLE \`videos\`;`)
  await db.run(sql`DROP TABLE \`videos_rels\`;`)
  await db.run(sql`DROP TABLE \`_videos_v_version_attachments\`;`)
  await db.run(sql`DROP TABLE \`_videos_v_version_captions\`;`)
  await db.run(sql`DROP TABLE \`_videos_v_version_corrections\`;`)
  await db.run(sql`DROP TABLE \`_videos_v_version_channels\`;`)
  await db.run(sql`DROP TABLE \`_videos_v\`;`)
  await db.run(sql`DROP TABLE \`_videos_v_rels\`;`)
  await db.run(sql`DROP TABLE \`explainers_attachments\`;`)
  await db.run(sql`DROP TABLE \`explainers_questions\`;`)
  await db.run(sql`DROP TABLE \`explainers_corrections\`;`)
  await db.run(sql`DROP TABLE \`explainers_channels\`;`)
  await db.run(sql`DROP TABLE \`explainers\`;`)
  await db.run(sql`DROP TABLE \`explainers_rels\`;`)
  await db.run(sql`DROP TABLE \`_explainers_v_version_attachments\`;`)
  await db.run(sql`DROP TABLE \`_explainers_v_version_questions\`;`)
  await db.run(sql`DROP TABLE \`_explainers_v_version_corrections\`;`)
  await db.run(sql`DROP TABLE \`_explainers_v_version_channels\`;`)
  await db.run(sql`DROP TABLE \`_explainers_v\`;`)
  await db.run(sql`DROP TABLE \`_explainers_v_rels\`;`)
  await db.run(sql`DROP TABLE \`lessons_objectives\`;`)
  await db.run(sql`DROP TABLE \`lessons_attachments\`;`)
  await db.run(sql`DROP TABLE \`lessons_quiz_options\`;`)
  await db.run(sql`DROP TABLE \`lessons_quiz\`;`)
  await db.run(sql`DROP TABLE \`lessons_corrections\`;`)
  await db.run(sql`DROP TABLE \`lessons_channels\`;`)
  await db.run(sql`DROP TABLE \`lessons\`;`)
  await db.run(sql`DROP TABLE \`lessons_rels\`;`)
  await db.run(sql`DROP TABLE \`_lessons_v_version_objectives\`;`)
  await db.run(sql`DROP TABLE \`_lessons_v_version_attachments\`;`)
  await db.run(sql`DROP TABLE \`_lessons_v_version_quiz_options\`;`)
  await db.run(sql`DROP TABLE \`_lessons_v_version_quiz\`;`)
  await db.run(sql`DROP TABLE \`_lessons_v_version_corrections\`;`)
  await db.run(sql`DROP TABLE \`_lessons_v_version_channels\`;`)
  await db.run(sql`DROP TABLE \`_lessons_v\`;`)
  await db.run(sql`DROP TABLE \`_lessons_v_rels\`;`)
  await db.run(sql`DROP TABLE \`courses_attachments\`;`)
  await db.run(sql`DROP TABLE \`courses_lessons\`;`)
  await db.run(sql`DROP TABLE \`courses_corrections\`;`)
  await db.run(sql`DROP TABLE \`courses_channels\`;`)
  await db.run(sql`DROP TABLE \`courses\`;`)
  await db.run(sql`DROP TABLE \`courses_rels\`;`)
  await db.run(sql`DROP TABLE \`_courses_v_version_attachments\`;`)
  await db.run(sql`DROP TABLE \`_courses_v_version_lessons\`;`)
  await db.run(sql`DROP TABLE \`_courses_v_version_corrections\`;`)
  await db.run(sql`DROP TABLE \`_courses_v_version_channels\`;`)
  await db.run(sql`DROP TABLE \`_courses_v\`;`)
  await db.run(sql`DROP TABLE \`_courses_v_rels\`;`)
  await db.run(sql`DROP TABLE \`media\`;`)
  await db.run(sql`DROP TABLE \`media_rels\`;`)
  await db.run(sql`DROP TABLE \`originals\`;`)
  await db.run(sql`DROP TABLE \`themes\`;`)
  await db.run(sql`DROP TABLE \`audiences\`;`)
  await db.run(sql`DROP TABLE \`redirects\`;`)
  await db.run(sql`DROP TABLE \`users_roles\`;`)
  await db.run(sql`DROP TABLE \`users_sessions\`;`)
  await db.run(sql`DROP TABLE \`users\`;`)
  await db.run(sql`DROP TABLE \`channels\`;`)
  await db.run(sql`DROP TABLE \`deliveries\`;`)
  await db.run(sql`DROP TABLE \`revisions\`;`)
  await db.run(sql`DROP TABLE \`timetable\`;`)
  await db.run(sql`DROP TABLE \`leases\`;`)
  await db.run(sql`DROP TABLE \`payload_kv\`;`)
  await db.run(sql`DROP TABLE \`payload_jobs_log\`;`)
  await db.run(sql`DROP TABLE \`payload_jobs\`;`)
  await db.run(sql`DROP TABLE \`payload_locked_documents\`;`)
  await db.run(sql`DROP TABLE \`payload_locked_documents_rels\`;`)
  await db.run(sql`DROP TABLE \`payload_preferences\`;`)
  await db.run(sql`DROP TABLE \`payload_preferences_rels\`;`)
  await db.run(sql`DROP TABLE \`payload_migrations\`;`)
  await db.run(sql`DROP TABLE \`site\`;`)
}
