/** The nightly care of the search index, as the timetable runs it. */
import { expect, it, onTestFinished } from 'vitest'

import { isSearchProblem, openSearchReader, parseSearchQuery } from '@/search'

import { openServices, startPayload } from '../helpers/hub'

it('joins the website’s index in one run, and everything is found as before', async () => {
  const test = await startPayload({ env: { PUBLIC_URL: 'https://hub.example.org' } })
  const { searchDirectory } = await import('@/server/search-directory')
  const { payload, settings } = test
  const hub = await openServices(test)
  onTestFinished(async () => {
    await hub.stop()
    await test[Symbol.asyncDispose]()
  })
  for (const number of [1, 2, 3]) {
    await payload.create({
      collection: 'articles',
      data: {
        ...{ title: `停水通知${String(number)}`, slug: `notice-${String(number)}` },
        ...{ summary: '请提前备水。', authorUnit: '后勤组', language: 'zh-CN' },
        _status: 'published',
      },
    })
    await hub.hub.drain()
  }
  await hub.timetable.tick('website-search', new Date())
  const { docs } = await payload.find({
    collection: 'timetable',
    where: { name: { equals: 'website-search' } },
  })
  expect(docs[0]).toMatchObject({ lastOutcome: 'ok', lastResult: { website: 'whole' } })

  const reader = openSearchReader(searchDirectory(settings, 'website'))
  const query = parseSearchQuery(new URLSearchParams({ q: '停水' }), {
    timeZone: settings.timeZone,
  })
  if (isSearchProblem(query)) throw new Error('The query is a good one')
  onTestFinished(() => {
    reader.close()
  })
  const answer = await reader.search(query)
  expect(isSearchProblem(answer) ? answer : answer.total).toBe(3)
}, 120_000)
