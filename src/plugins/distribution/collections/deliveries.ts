import type { CollectionConfig, Endpoint } from 'payload'

import { accessFor } from '@/collections/access'
import type { Channel } from '@/core'
import { DELIVERY_INDEXES } from '@/outbox'

import { adminTexts as t } from '../admin-texts'
import { component, idField } from './fields'

/**
 * The ledger (投递台账). Written only through src/outbox, whose stores name these columns: a change here is a change there.
 * Times that the rules compare are milliseconds since the epoch.
 */
export const deliveriesCollection = (
  kinds: readonly Pick<Channel, 'id' | 'label'>[],
  endpoints: Omit<Endpoint, 'root'>[],
): CollectionConfig<'deliveries'> => ({
  slug: 'deliveries',
  labels: t.deliveries.labels,
  access: accessFor('deliveries'),
  admin: {
    group: t.group,
    useAsTitle: 'title',
    defaultColumns: ['title', 'channel', 'action', 'state', 'attempts', 'code', 'updatedAt'],
    listSearchableFields: ['title', 'document', 'receipt', 'code'],
    description: t.deliveries.description,
    components: {
      beforeListTable: [component('LedgerFilters', kinds)],
      edit: {
        beforeDocumentControls: [component('DeliveryActions')],
      },
    },
  },
  endpoints,
  // Nobody may change or delete a row, so there is nothing to do with many of them.
  disableBulkEdit: true,
  disableBulkDelete: true,
  disableDuplicate: true,
  defaultSort: '-updatedAt',
  lockDocuments: false,
  indexes: DELIVERY_INDEXES,
  fields: [
    idField(),
    {
      name: 'heading',
      type: 'ui',
      admin: {
        disableListColumn: true,
        components: { Field: component('DeliveryHeading', kinds) },
      },
    },
    { name: 'key', type: 'text', required: true, unique: true, admin: { hidden: true } },
    { name: 'title', type: 'text', required: true, label: t.fields.title },
    {
      type: 'row',
      fields: [
        {
          name: 'channel',
          type: 'text',
          required: true,
          label: t.fields.channel,
          admin: {
            components: {
              Cell: component('ChannelCell', kinds),
              Field: component('ChannelField', kinds),
            },
          },
        },
        { name: 'destination', type: 'text', required: true, label: t.fields.destination },
        {
          name: 'action',
          type: 'select',
          required: true,
          options: t.actions,
          label: t.fields.action,
        },
        { name: 'state', type: 'select', required: true, options: t.states, label: t.fields.state },
      ],
    },
    {
      type: 'row',
      fields: [
        { name: 'document', type: 'text', required: true, label: t.fields.document },
        { name: 'revisionNumber', type: 'number', required: true, label: t.fields.number },
        { name: 'revision', type: 'text', required: true, index: true, label: t.fields.revision },
      ],
    },
    {
      type: 'row',
      fields: [
        { name: 'attempts', type: 'number', required: true, label: t.fields.attempts },
        {
          name: 'code',
          type: 'text',
          label: t.fields.code,
          admin: { components: { Cell: component('CodeCell') } },
        },
        { name: 'receipt', type: 'text', label: t.fields.receipt },
      ],
    },
    { name: 'message', type: 'textarea', label: t.fields.message },
    { name: 'dueAt', type: 'number', admin: { hidden: true } },
    { name: 'notBefore', type: 'number', admin: { hidden: true } },
    { name: 'leaseUntil', type: 'number', admin: { hidden: true } },
    { name: 'deliveredAt', type: 'number', admin: { hidden: true } },
    { name: 'token', type: 'text', admin: { hidden: true } },
    {
      name: 'attemptLog',
      type: 'json',
      label: t.fields.attemptLog,
      admin: {
        disableListColumn: true,
        disableListFilter: true,
        components: { Field: component('AttemptLog') },
      },
    },
  ],
})
