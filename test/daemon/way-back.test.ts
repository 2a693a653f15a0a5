import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEvent, emptyPicture, type Picture } from '../../src/core/picture.ts'
import { openWayBack } from '../../src/daemon/way-back.ts'
import { journals } from '../core/stories.ts'

function shown({ revision, workers, runs, diagnostics }: Picture): unknown {
  const known = [...runs].sort(([one], [other]) => (one < other ? -1 : 1))
  return { revision, workers: [...workers], runs: known, diagnostics: [...diagnostics] }
}

test('the way back from any events leads to the picture before them, the workers in their order', () => {
  fc.assert(
    fc.property(journals, fc.nat(), (events, cut) => {
      const middle = cut % (events.length + 1)
      const picture = emptyPicture('rt_none', 'project')
      for (const event of events.slice(0, middle)) applyEvent(picture, event)
      const before = shown(picture)
      const wayBack = openWayBack(picture)
      for (const event of events.slice(middle)) {
        wayBack.before(event)
        applyEvent(picture, event)
      }
      wayBack.take()
      expect(shown(picture)).toEqual(before)
    }),
  )
})
