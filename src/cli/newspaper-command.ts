import { Command } from 'commander'

import { makeEdition, type NewspaperRow } from '@/collections/newspapers/make-edition'

import { print, UserError } from './output'
import { withHub } from './with-hub'

interface JsonOption {
  json?: boolean
}

export const newspaperCommand = (): Command =>
  new Command('newspaper').description('手机报 / mobile newspapers').addCommand(compileCommand())

const compileCommand = (): Command =>
  new Command('compile')
    .description('现在编一期草稿 / compile a draft edition at once')
    .argument('<slug>', '手机报的网址名 / the newspaper’s slug')
    .option('--json', 'JSON')
    .action((slug: string, options: JsonOption) =>
      withHub(async ({ payload, reconciling: { timeZone } }) => {
        const newspaper = await payload.db.findOne<NewspaperRow>({
          collection: 'newspapers',
          where: { slug: { equals: slug } },
        })
        if (!newspaper)
          throw new UserError(`没有叫 ${slug} 的手机报 / There is no newspaper called ${slug}`)
        const made = await makeEdition(payload, newspaper, { dueAt: new Date(), timeZone })
        if (made.outcome === 'empty')
          throw new UserError(
            `自 ${made.since} 以来没有发布过符合规则的内容 / Nothing that fits the rules was published since ${made.since}`,
          )
        const { edition, entries, outcome } = made
        print({ id: edition.id, title: edition.title, entries, outcome }, options, (answer) =>
          [answer.id, answer.title, `${String(answer.entries)} 条 entries`].join('  '),
        )
      }),
    )
