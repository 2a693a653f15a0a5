import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Happening } from '../../src/core/event.ts'
import { toId } from '../../src/core/id.ts'
import { applyEvent, emptyPicture, toPresent } from '../../src/core/picture.ts'
import { unlimitedAttempts } from '../../src/core/spec.ts'
import { Chronicle } from './chronicle.ts'
import { runId, specOf, workerId, workerOf } from './records.ts'
import { journals } from './stories.ts'

/** What comes out at the other end of a socket or a file: fields that are undefined are not there. */
function overJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

test('every event, and every worker and run that events come to, is the same after a way through JSON', () => {
  fc.assert(
    fc.property(journals, events => {
      const picture = emptyPicture(toId('rt', 1, new Uint8Array(10)), '/srv/shop')
      for (const event of events) applyEvent(picture, event)
      const present = toPresent(picture)
      expect(overJson({ events, present })).toEqual({ events, present })
    }),
  )
})

test('what is seldom is the same too: a policy without end, who survived, what was spared, and all that is said', () => {
  const [worker, run] = [workerId(1), runId(1)]
  const spec = specOf({
    command: { kind: 'shell', line: 'a | b' },
    stop: { action: { kind: 'command', command: { kind: 'argv', argv: ['x'] } }, graceMs: 0, scope: 'group' },
    restart: { when: 'always', backoffMs: { first: 1, longest: 2 }, attempts: unlimitedAttempts, resetMs: 1 },
  })
  const verdict = {
    ...{ run, tookMs: 0.25, ended: [{ pid: 7, command: 'x', by: 'kill' as const }] },
    survivors: [{ pid: 8, command: '\u001b[2J', reason: 'not permitted', ports: [80, 443] }],
    spared: [{ pid: 9, command: '\ud800', reason: 'a browser' }],
  }
  const outcome = { kind: 'cancelled', by: 'agent:a', reason: undefined, exit: { kind: 'exited', code: 1 } } as const
  const place = { run, sequence: 1, timeMs: 1.5, actor: 'api' as const, offset: 2 ** 40 }
  const happenings: readonly Happening[] = [
    { kind: 'worker.added', data: { worker: workerOf({ spec }) } },
    { kind: 'worker.updated', data: { spec } },
    { kind: 'run.judged', data: { verdict } },
    { kind: 'run.said', data: { entry: { kind: 'resize', size: { columns: 80, rows: 24 }, ...place } } },
    { kind: 'run.said', data: { entry: { kind: 'state', status: 'ended', outcome, ...place } } },
    { kind: 'run.said', data: { entry: { kind: 'state', status: 'running', outcome: undefined, ...place } } },
    {
      kind: 'worker.moved',
      data: {
        state: { status: 'backoff', untilMs: 1, failures: 1, attempts: unlimitedAttempts, epoch: 1, outcome },
        wanted: 'up',
      },
    },
  ]
  const chronicle = new Chronicle()
  for (const happening of happenings) chronicle.note(happening, { worker, run })
  expect(overJson(chronicle.events)).toEqual(chronicle.events)
})
