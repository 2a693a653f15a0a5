import { expect, test } from 'vitest'
import { openKeeperBench } from './keeper.ts'

test('a run is journaled before the fork, after it, at its exit and when its output is complete', async () => {
  const { keeper, order, untilDrained, journalOf } = openKeeperBench()
  const asked = order('exit 3')
  const spawned = await keeper.spawn(asked)
  await untilDrained(asked.run)
  expect(journalOf(asked.run)).toMatchObject([
    { kind: 'spawning', argv: asked.argv, cwd: '/tmp' },
    { kind: 'spawned', process: spawned.ok ? spawned.process : undefined },
    { kind: 'exited', exit: { kind: 'exited', code: 3 } },
    { kind: 'drained' },
  ])
})

test('the entry before the fork is there when the program begins', async () => {
  const { keeper, runsFolder, order, untilDrained, outputOf } = openKeeperBench()
  const asked = order(`cat ${runsFolder}/*/journal.ndjson`)
  await keeper.spawn(asked)
  await untilDrained(asked.run)
  expect(outputOf(asked.run)).toMatch(/^{"kind":"spawning"/)
})

test('what could not be started is journaled with the reason', async () => {
  const { keeper, order, journalOf } = openKeeperBench()
  const asked = order('', { argv: ['no-such-command'] })
  expect(await keeper.spawn(asked)).toMatchObject({ ok: false, errno: 'ENOENT' })
  expect(journalOf(asked.run)).toMatchObject([{ kind: 'spawning' }, { kind: 'spawn-failed', errno: 'ENOENT' }])
})

test('the facts of a run come in their order, however short it is', async () => {
  const { keeper, facts, order, untilDrained } = openKeeperBench()
  const orders = Array.from({ length: 20 }, () => order('echo done'))
  await Promise.all(orders.map(asked => keeper.spawn(asked)))
  for (const { run } of orders) {
    await untilDrained(run)
    const kinds = facts.filter(fact => fact.run === run && fact.kind !== 'grew').map(({ kind }) => kind)
    expect(kinds).toEqual(['spawning', 'spawned', 'exited', 'drained'])
  }
})

test('keys are journaled as they were typed up to Enter, also when a character comes in two parts', async () => {
  const { keeper, order, untilShows, journalOf } = openKeeperBench()
  const asked = order('stty raw -echo; echo ready; cat', { terminal: { columns: 80, rows: 24 } })
  await keeper.spawn(asked)
  await untilShows(asked.run, 'ready')
  for (const bytes of [[0x68], [0xc3], [0xa9], [0x0d]])
    await keeper.write({ run: asked.run, actor: 'user', source: 'keys', whole: false, bytes: Uint8Array.from(bytes) })
  await keeper.signal({ run: asked.run, actor: 'user', signal: 'INT' })
  expect(journalOf(asked.run).filter(({ kind }) => kind === 'input')).toMatchObject([{ actor: 'user', text: 'hé\r' }])
})

test('keys that wait for more are journaled when the run ends', async () => {
  const { keeper, order, untilShows, untilDrained, journalOf } = openKeeperBench()
  const asked = order('stty raw -echo; echo ready; dd bs=1 count=2 2>/dev/null', {
    terminal: { columns: 80, rows: 24 },
  })
  await keeper.spawn(asked)
  await untilShows(asked.run, 'ready')
  await keeper.write({ run: asked.run, actor: 'user', source: 'keys', whole: false, bytes: Buffer.from('ab') })
  await untilDrained(asked.run)
  const kinds = journalOf(asked.run).map(({ kind }) => kind)
  expect(kinds).toContain('input')
  expect(kinds.at(-1)).toBe('drained')
})
