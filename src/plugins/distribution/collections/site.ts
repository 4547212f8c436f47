import type { GlobalConfig } from 'payload'

import { globalAccessFor } from '@/collections/access'

import { adminTexts as t } from '../admin-texts'

/** What every channel says about the installation. The tag authority is fixed once: ids must never change. */
export const SiteGlobal: GlobalConfig<'site'> = {
  slug: 'site',
  label: t.site.label,
  access: globalAccessFor('site'),
  admin: { group: t.group },
  fields: [
    {
      name: 'title',
      type: 'text',
      required: true,
      defaultValue: t.site.defaultTitle,
      label: t.fields.siteTitle,
    },
    {
      name: 'description',
      type: 'textarea',
      defaultValue: t.site.defaultDescription,
      label: t.fields.siteDescription,
    },
    {
      name: 'publisher',
      type: 'text',
      required: true,
      defaultValue: t.site.defaultPublisher,
      label: t.fields.publisher,
    },
    {
      name: 'contact',
      type: 'textarea',
      maxLength: 2000,
      label: t.fields.contact,
      admin: { description: t.help.contact },
    },
    {
      name: 'icp',
      type: 'text',
      maxLength: 100,
      label: t.fields.icp,
      admin: { description: t.help.icp },
    },
    {
      name: 'language',
      type: 'text',
      required: true,
      defaultValue: 'zh-CN',
      label: t.fields.language,
    },
    {
      name: 'tagAuthority',
      type: 'text',
      label: t.fields.tagAuthority,
      admin: { readOnly: true, description: t.help.tagAuthority },
    },
    { name: 'tagYear', type: 'number', label: t.fields.tagYear, admin: { readOnly: true } },
  ],
}
