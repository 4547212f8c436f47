/** Delivery reports as gateways send them, and what they are answered. */
import type { ReportedOutcome } from '../recipient'
import { MM7_REPORTS } from './answers'
import { jsonIn, memberOf, valueAt } from './http-way'
import { mm7Answer, readMm7 } from './mm7'
import type { Gateway, HttpGateway } from './settings'

export interface GatewayReport {
  readonly receipt?: string
  /** As we gave it. */
  readonly reference?: string
  readonly outcome: ReportedOutcome
  readonly code: string
}

export interface ReadReports {
  readonly reports: readonly GatewayReport[]
  readonly answer: { readonly status: number; readonly mediaType: string; readonly text: string }
}

/** Reports in one request at most. */
const MOST = 1000
const LONGEST_NAME = 200

/** Never throws: what can't be read is answered with a refusal and holds no report. */
export function readReports({ settings }: Gateway, mediaType: string, body: Buffer): ReadReports {
  return settings.kind === 'mm7'
    ? mm7Reports(body.toString('utf8'))
    : httpReports(settings, mediaType, body.toString('utf8'))
}

function mm7Reports(text: string): ReadReports {
  const message = readMm7(text)
  const xml = (status: number, answer: string): ReadReports['answer'] => ({
    status,
    mediaType: 'text/xml; charset=utf-8',
    text: answer,
  })
  if (!message)
    return {
      reports: [],
      answer: xml(400, mm7Answer('VASPErrorRsp', '', 2007, 'Message format corrupt')),
    }
  const { name, transaction, fields } = message
  if (name !== 'DeliveryReportReq') {
    const answer = mm7Answer('VASPErrorRsp', transaction, 4003, 'Unsupported operation')
    return { reports: [], answer: xml(200, answer) }
  }
  const receipt = fields['MessageID']
  const status = fields['MMStatus'] ?? ''
  if (!isName(receipt)) {
    const answer = mm7Answer('DeliveryReportRsp', transaction, 2007, 'No MessageID')
    return { reports: [], answer: xml(200, answer) }
  }
  const outcome = MM7_REPORTS[status]
  return {
    reports: outcome ? [{ receipt, outcome, code: `MM7 ${status}` }] : [],
    answer: xml(200, mm7Answer('DeliveryReportRsp', transaction, 1000, 'Success')),
  }
}

function httpReports({ report }: HttpGateway, mediaType: string, text: string): ReadReports {
  const refused = (why: string): ReadReports => ({
    reports: [],
    answer: { status: 400, mediaType: 'text/plain; charset=utf-8', text: why },
  })
  if (!report) return refused('no reports are expected')
  const isForm = mediaType.startsWith('application/x-www-form-urlencoded')
  const json = isForm ? Object.fromEntries(new URLSearchParams(text)) : jsonIn(text)
  if (typeof json !== 'object' || json === null) return refused('neither JSON nor a form')
  const listed = report.list === undefined ? json : valueAt(json, report.list)
  const each: readonly unknown[] = Array.isArray(listed) ? listed : [listed]
  if (each.length > MOST) return refused(`more than ${String(MOST)} reports`)
  const reports = each.flatMap((one): GatewayReport[] => {
    const status = memberOf(one, report.status)
    const receipt = report.receipt && memberOf(one, report.receipt)
    const reference = report.reference && memberOf(one, report.reference)
    const outcome = status === undefined ? undefined : outcomeOf(report, status)
    if (!outcome || (!isName(receipt) && !isName(reference))) return []
    return [
      {
        outcome,
        code: `HTTP ${(status ?? '').replace(/[^\x21-\x7e]+/g, ' ').slice(0, 40)}`,
        ...(isName(receipt) ? { receipt } : {}),
        ...(isName(reference) ? { reference } : {}),
      },
    ]
  })
  return {
    reports,
    answer: { status: 200, mediaType: 'text/plain; charset=utf-8', text: report.answer },
  }
}

/** Values that are not listed say nothing final. */
function outcomeOf(
  { delivered, failed, badNumber }: NonNullable<HttpGateway['report']>,
  status: string,
): ReportedOutcome | undefined {
  if (delivered.includes(status)) return 'delivered'
  if (badNumber.includes(status)) return 'bounced'
  return failed.includes(status) ? 'failed' : undefined
}

const isName = (text: string | undefined): text is string =>
  text !== undefined && text !== '' && text.length <= LONGEST_NAME
