/**
 * What is known of a video's file beyond the upload itself: what was measured, the ingest report, the renditions made of
 * it. One record per video, under the video's own id; written by the job `video-renditions` (src/jobs), and by
 * the buttons beside the report.
 */
import type { CollectionConfig } from 'payload'

import { texts as t } from '@/i18n/texts'

import { accessFor } from './access'
import { conversionEndpoints } from './broadcast/conversion'
import { posterEndpoints } from './broadcast/posters'
import { idField } from './fields/id'

export const VideoFiles: CollectionConfig = {
  slug: 'video-files',
  labels: { singular: t.collections.videoFiles.one, plural: t.collections.videoFiles.many },
  access: accessFor('video-files'),
  admin: { hidden: true, description: t.collections.videoFiles.help },
  lockDocuments: false,
  endpoints: [...conversionEndpoints, ...posterEndpoints],
  fields: [
    idField(),
    /** As src/video names its jobs' states; see broadcast/video-record.ts for ours beside them. */
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
