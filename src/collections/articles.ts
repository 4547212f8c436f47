import { texts as t } from '@/i18n/texts'

import { contentCollection } from './content-collection'
import { body } from './fields/content'

export const Articles = contentCollection({
  slug: 'articles',
  content: [
    body(),
    {
      name: 'gallery',
      type: 'upload',
      relationTo: 'media',
      hasMany: true,
      label: t.fields.gallery,
      filterOptions: { mimeType: { contains: 'image/' } },
    },
  ],
})
