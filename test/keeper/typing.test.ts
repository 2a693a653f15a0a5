import { expect, test } from 'vitest'
import { openKeeperBench } from './keeper.ts'

const terminal = { columns: 80, rows: 24 }
const shows = 'stty -icanon -echo min 1; echo ready; cat -v'

test('what is typed at the same time arrives in the order in which it was given', async () => {
  const { keeper, order, untilShows, outputOf } = openKeeperBench()
  const { run } = await start(order(shows, { terminal }))
  const lines = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? `line ${index}\n` : `<${index}>`))
  await Promise.all(lines.map(line => type(run, line)))
  await untilShows(run, '<7>')
  expect(outputOf(run).split('ready\r\n')[1]?.replaceAll('\r', '')).toBe(lines.join(''))

  async function start(asked: ReturnType<typeof order>): Promise<ReturnType<typeof order>> {
    await keeper.spawn(asked)
    await untilShows(asked.run, 'ready')
    return asked
  }
  function type(to: typeof run, text: string): Promise<unknown> {
    return keeper.write({ run: to, actor: 'user', source: 'keys', whole: false, bytes: Buffer.from(text) })
  }
})

test('a password that is typed key by key after a line is a secret as a whole', async () => {
  const { keeper, order, untilShows, journalOf } = openKeeperBench()
  const asked = order('echo ready; read -r go; stty -echo; echo Password:; read -r secret; stty echo; echo over; cat', {
    terminal,
  })
  await keeper.spawn(asked)
  await untilShows(asked.run, 'ready')
  const type = (text: string): Promise<unknown> =>
    keeper.write({ run: asked.run, actor: 'user', source: 'keys', whole: false, bytes: Buffer.from(text) })
  await type('go\r')
  // The first key comes before the program asks, and is echoed.
  await type('h')
  await untilShows(asked.run, 'Password:')
  for (const key of 'unter2') await type(key)
  await type('\r')
  await untilShows(asked.run, 'over')
  await type('ls\r')
  await untilShows(asked.run, 'ls\r\nls')
  await keeper.closeInput({ run: asked.run, actor: 'user' })
  const texts = journalOf(asked.run).flatMap(({ kind, text }) => (kind === 'input' ? [text] : []))
  expect(texts).toEqual(['go\r', '‹secret 8 bytes›', 'ls\r'])
})

test('an answer to a device query is no part of what a person types', async () => {
  const { keeper, order, untilShows, journalOf } = openKeeperBench()
  const asked = order('stty -echo; echo Password:; read -r secret; echo over; sleep 100', { terminal })
  await keeper.spawn(asked)
  await untilShows(asked.run, 'Password:')
  await keeper.write({
    run: asked.run,
    actor: 'supervisor',
    source: 'keys',
    whole: false,
    bytes: Buffer.from('\x1b[1;1R'),
  })
  await keeper.write({ run: asked.run, actor: 'user', source: 'keys', whole: false, bytes: Buffer.from('hunter2\r') })
  await untilShows(asked.run, 'over')
  const texts = journalOf(asked.run).flatMap(({ kind, text }) => (kind === 'input' ? [text] : []))
  expect(texts).toEqual(['‹secret 8 bytes›'])
})
