import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { order, START, startMailing, statesOf } from '../../helpers/mailing'

it('goes into one file and out again, with what was running paused and no number given twice', async () => {
  await using mailing = await startMailing()
  const { store } = mailing.engine
  await mailing.add(['a@example.com', 'b@example.com', 'erased@example.com'])
  await mailing.engine.start(order())
  await store.order(
    { key: 'half', newspaper: 'morning', title: '', order: '{}', staleAfter: START },
    START,
  )
  await store.suppress('someone', '', 'erased', START)
  await store.erase(3)
  const file = join(mailing.directory, `${randomUUID()}.sqlite`)
  await store.copyTo(file)
  // After the copy: not in it.
  await mailing.add(['late@example.com'])

  await using other = await startMailing()
  await other.engine.store.copyFrom(file, START)
  const restored = other.engine.store
  expect(await restored.list(0, 10)).toEqual((await store.list(0, 10)).slice(0, 2))
  expect(await restored.suppressions('someone')).toHaveLength(1)
  expect(await restored.mailings(10)).toMatchObject([
    { key: 'half', state: 'stopped' },
    { key: 'edition-1', state: 'paused', recipients: 3 },
  ])
  await other.engine.drain(new AbortController().signal)
  expect(await statesOf(other.engine, 1)).toEqual({ queued: 3 })
  await other.add(['new@example.com'])
  expect((await restored.list(2, 10)).map(({ id }) => id)).toEqual([4])

  // All or nothing: what is there already stands in the way.
  await expect(restored.copyFrom(file, START)).rejects.toThrow()
  expect(await restored.list(0, 10)).toHaveLength(3)
})
