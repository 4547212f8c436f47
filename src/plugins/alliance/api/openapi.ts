/** The API described in OpenAPI 3.1, made of the schemas and tables the API itself works by. Served, and in docs/alliance-api.json. */
import { z } from 'zod'

import { CONTENT_TYPES } from '@/core'

import { FIELDS } from '../resource'
import { API_BASE, API_LIMITS } from './limits'
import { API_PROBLEMS, type ProblemCode } from './problems'
import { API_SCHEMAS, type SchemaName } from './schemas'

type Json = Readonly<Record<string, unknown>>

const reference = (name: SchemaName): Json => ({ $ref: `#/components/schemas/${name}` })

function schemas(): Json {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(API_SCHEMAS)) registry.add(schema, { id })
  const made = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` })
  return Object.fromEntries(
    Object.entries(made.schemas).map(([name, { $schema: _schema, $id: _id, ...rest }]) => [
      name,
      rest,
    ]),
  )
}

/** Refusals every address may answer, and those of its own, by status. */
function problems(...codes: readonly ProblemCode[]): Json {
  const usual: ProblemCode[] = [
    ...(['bad-parameter', 'key-unknown', 'suspended', 'agreement-not-begun'] as const),
    ...(['agreement-ended', 'scope-missing', 'too-many-requests'] as const),
  ]
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of [...usual, ...codes]) {
    const { status } = API_PROBLEMS[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus]
      .sort(([left], [right]) => left - right)
      .map(([status, of]) => [
        String(status),
        {
          description: of.join(', '),
          content: { 'application/problem+json': { schema: reference('Problem') } },
        },
      ]),
  )
}

const answer = (description: string, schema: SchemaName, ...codes: ProblemCode[]): Json => ({
  '200': {
    description,
    headers: { ETag: { schema: { type: 'string' }, description: 'Strong' } },
    content: { 'application/json': { schema: reference(schema) } },
  },
  '304': { description: 'As the ETag in If-None-Match says' },
  ...problems(...codes),
})

const parameter = (name: string, description: string, schema: Json, where = 'query'): Json => ({
  name,
  in: where,
  description,
  ...(where === 'path' ? { required: true } : {}),
  schema,
})

const fields = parameter(
  'fields',
  `Names separated by commas, of: ${FIELDS.join(', ')}. Default: all`,
  { type: 'string' },
)
const limit = (bounds: { readonly default: number; readonly most: number }): Json =>
  parameter('limit', 'Entries of a page', {
    type: 'integer',
    minimum: 1,
    maximum: bounds.most,
    default: bounds.default,
  })
const typeParameter = parameter('type', '', { enum: [...CONTENT_TYPES] }, 'path')

export const openApiDocument = (): Json => ({
  openapi: '3.1.0',
  info: {
    title: 'Quanmei alliance API',
    version: '1.0.0',
    summary: 'What a site of the alliance may take, by the key it was given.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: API_BASE }],
  security: [{ key: [] }],
  paths: {
    '/': {
      get: {
        operationId: 'site',
        summary: 'Who the key belongs to, and what it may take',
        responses: answer('The site', 'Site'),
      },
    },
    '/{type}': {
      get: {
        operationId: 'list',
        summary: 'Documents of a type, in the order in which they last changed',
        description: `A page may be short, or empty, and still have a next one: ${String(API_LIMITS.scanned)} records are looked at for each.`,
        parameters: [
          typeParameter,
          limit(API_LIMITS.documents),
          parameter('cursor', 'The `next` of the page before', { type: 'string' }),
          parameter('theme', 'A theme’s slug', { type: 'string' }),
          parameter('audience', 'An audience’s slug', { type: 'string' }),
          parameter('language', 'BCP 47', { type: 'string' }),
          fields,
        ],
        responses: answer(
          'A page',
          'DocumentPage',
          'bad-token',
          'not-found',
          'resync',
          'quota-used-up',
        ),
      },
    },
    '/{type}/{id}': {
      get: {
        operationId: 'document',
        summary: 'One document',
        parameters: [typeParameter, parameter('id', '', { type: 'string' }, 'path'), fields],
        responses: answer('The document', 'Document', 'not-found', 'gone', 'quota-used-up'),
      },
    },
    '/changes': {
      get: {
        operationId: 'changes',
        summary: 'What became otherwise since the token',
        description:
          'Without since: everything from the beginning. A document that changes while pages are read comes again at the end.',
        parameters: [
          parameter('since', 'The `next` of the answer before', { type: 'string' }),
          limit(API_LIMITS.changes),
          parameter('include', 'The documents themselves, with at most 200 a page', {
            enum: ['content'],
          }),
          fields,
        ],
        responses: answer('A page', 'ChangePage', 'bad-token', 'resync', 'quota-used-up'),
      },
    },
    '/openapi.json': {
      get: {
        operationId: 'description',
        summary: 'This description; needs no key',
        security: [],
        responses: {
          '200': {
            description: 'OpenAPI 3.1',
            content: { 'application/json': { schema: { type: 'object' } } },
          },
        },
      },
    },
  },
  components: {
    securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
    schemas: schemas(),
  },
})
