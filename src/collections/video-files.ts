/**
 * What is known of a video's file beyond the upload itself: what was measured, the ingest report, the renditions made of
 * it. One record per file, under the media document's id; written by the job `video-renditions` (src/jobs) alone.
 */
import type { CollectionConfig } from 'payload'

import { texts as t } from '@/i18n/texts'

import { accessFor } from './access'
import { idField } from './fields/id'

export const VideoFiles: CollectionConfig = {
  slug: 'video-files',
  labels: { singular: t.collections.videoFiles.one, plural: t.collections.videoFiles.many },
  access: accessFor('video-files'),
  admin: { hidden: true, description: t.collections.videoFiles.help },
  lockDocuments: false,
  fields: [
    idField(),
    /** As src/video names its jobs' states; `absent` where ffmpeg is not there. */
    { name: 'state', type: 'text', index: true },
    { name: 'percent', type: 'number' },
    { name: 'step', type: 'text' },
    { name: 'error', type: 'textarea' },
    /** The workshop's name of the work. */
    { name: 'job', type: 'text' },
    { name: 'report', type: 'json' },
    { name: 'measured', type: 'json' },
    { name: 'renditions', type: 'json' },
    /** Sentences: why the file must not be broadcast. */
    { name: 'blocked', type: 'json' },
  ],
}
