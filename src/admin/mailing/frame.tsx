import { DefaultTemplate } from '@payloadcms/next/templates'
import { Gutter } from '@payloadcms/ui'
import type { AdminViewServerProps } from 'payload'

const STYLE = `
.mailing-desk > * { margin-block: 0 1rem }
.mailing-desk table { border-collapse: collapse; width: 100% }
.mailing-desk th, .mailing-desk td { padding: .4rem 1rem .4rem 0; text-align: start; overflow-wrap: anywhere }
.mailing-desk tr { border-bottom: 1px solid var(--theme-elevation-100) }
.mailing-desk th.number, .mailing-desk td.number { text-align: end; font-variant-numeric: tabular-nums }
.mailing-desk .buttons, .mailing-desk form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end }
.mailing-desk label { display: grid; gap: .25rem }
.mailing-desk input, .mailing-desk select { padding: .4rem .6rem; background: var(--theme-input-bg); color: inherit; border: 1px solid var(--theme-elevation-150); border-radius: 3px; font: inherit }
.mailing-desk progress { width: 100%; max-width: 40rem; height: .75rem }
.mailing-desk .scroll { overflow-x: auto }
`

/** A page of the admin around what is given. */
export function Frame({
  props,
  title,
  children,
}: {
  readonly props: AdminViewServerProps
  readonly title: string
  readonly children: React.ReactNode
}): React.JSX.Element {
  const { initPageResult, params, searchParams, viewActions, i18n } = props
  const { req, permissions, visibleEntities, locale } = initPageResult
  return (
    <DefaultTemplate
      i18n={i18n}
      {...(locale === undefined ? {} : { locale })}
      {...(params === undefined ? {} : { params })}
      payload={req.payload}
      permissions={permissions}
      req={req}
      {...(searchParams === undefined ? {} : { searchParams })}
      {...(req.user ? { user: req.user } : {})}
      {...(viewActions === undefined ? {} : { viewActions })}
      visibleEntities={visibleEntities}
    >
      <Gutter>
        <div className="mailing-desk">
          <style>{STYLE}</style>
          <h1>{title}</h1>
          {children}
        </div>
      </Gutter>
    </DefaultTemplate>
  )
}

export const Table = ({
  head,
  rows,
}: {
  readonly head: readonly string[]
  readonly rows: readonly (readonly React.ReactNode[])[]
}): React.JSX.Element => (
  <div className="scroll">
    <table>
      <thead>
        <tr>
          {head.map((text, index) => (
            <th
              className={typeof rows[0]?.[index] === 'number' ? 'number' : undefined}
              key={text}
              scope="col"
            >
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, row) => (
          <tr key={row}>
            {cells.map((cell, index) => (
              <td className={typeof cell === 'number' ? 'number' : undefined} key={index}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
