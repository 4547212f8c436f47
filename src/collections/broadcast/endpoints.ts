/**
 * GET /api/columns/rundown?from=2026-11-23&days=7&format=csv|xlsx for the studio, and POST /api/columns/schedule, which
 * carries out a fix of the week view. Refusals are `{ errors: [{ message }] }`: 400 input, 403 rights, 409 overtaken.
 */
import { APIError, Forbidden, type Endpoint, type PayloadRequest } from 'payload'
import { z } from 'zod'

import { may } from '../access'
import { changeSchedule, changeSchema, ScheduleChangedError } from './change-schedule'
import { dayOf, isDay, mondayOf } from './local-day'
import { readWeek, type WeekQuestion } from './read-week'
import { bodyOf } from './request-body'
import { rundownCsv, rundownRows, rundownXlsx } from './rundown'
import { textsFor } from './words'

/** Days a rundown may cover. */
const MAX_DAYS = 31

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const rundownQuery = z.object({
  from: z.string().refine(isDay).optional(),
  days: z.coerce.number().int().min(1).max(MAX_DAYS).default(7),
  format: z.enum(['csv', 'xlsx']).default('csv'),
})

/** The installation's time zone, as payload.config.ts hands it to the admin. */
export const timeZoneOf = ({ config }: PayloadRequest['payload']): string =>
  config.admin.timezones.defaultTimezone ?? 'Asia/Shanghai'

export const broadcastEndpoints: Omit<Endpoint, 'root'>[] = [
  { path: '/rundown', method: 'get', handler: rundown },
  { path: '/schedule', method: 'post', handler: schedule },
]

async function rundown(req: PayloadRequest): Promise<Response> {
  if (!may(req.user, 'read', 'columns')) throw new Forbidden(req.t)
  const t = textsFor(req.i18n.language)
  const query = rundownQuery.safeParse(Object.fromEntries(req.searchParams))
  if (!query.success) throw new APIError(`${t.invalid} ${z.prettifyError(query.error)}`, 400)
  const { days, format } = query.data
  const timeZone = timeZoneOf(req.payload)
  const from = query.data.from ?? mondayOf(dayOf(new Date().toISOString(), timeZone))
  const question: WeekQuestion = { from, days, timeZone }
  const rows = rundownRows(await readWeek(req.payload, question), t, timeZone)
  const body = format === 'csv' ? rundownCsv(rows) : await rundownXlsx(rows, t.rundown)
  return new Response(new Uint8Array(body), {
    headers: {
      'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : XLSX,
      'Content-Disposition': `attachment; filename="rundown-${from}.${format}"`,
      'Cache-Control': 'no-store',
    },
  })
}

async function schedule(req: PayloadRequest): Promise<Response> {
  if (!req.user) throw new Forbidden(req.t)
  const t = textsFor(req.i18n.language)
  const input = changeSchema.safeParse(await bodyOf(req))
  if (!input.success) throw new APIError(`${t.invalid} ${z.prettifyError(input.error)}`, 400)
  try {
    await changeSchedule(req, input.data)
  } catch (error) {
    if (error instanceof ScheduleChangedError) throw new APIError(t.changed, 409, null, true)
    throw error
  }
  return Response.json({ message: t.done })
}
