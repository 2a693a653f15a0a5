import { expect, it } from 'vitest'
import { until } from '../until.ts'
import { isAlive } from './processes.ts'
import { openShop, openWorkers, selectWorker } from './screen.ts'

it('stops the stubborn worker of the shop with all that it started, and says how', async () => {
  const { scene, screen } = await openShop()
  const stubborn = () => scene.living().filter(({ command }) => /stubborn\.mjs|^sleep/.test(command))
  await until(() => stubborn().length === 2, { what: 'the worker and its child', show: screen.screen })
  await selectWorker(screen, 4, 'stubborn')
  screen.press('x')
  await screen.waitFor(/stubborn .*\bkilled in \d/, { what: 'the verdict' })
  expect(stubborn()).toEqual([])
  await screen.waitFor(/stubborn +stopped/)
})

it('reaches a grandchild that left twice, and a child that overwrote its environment', async () => {
  const { scene, screen } = openWorkers('  tree: { command: [perl, tree.pl], stop: { grace: 1s } }', {
    files: { 'tree.pl': tree },
  })
  const saidPid = async (name: string): Promise<number> => {
    await screen.waitFor(new RegExp(`${name} \\d+ `))
    return Number(new RegExp(`${name} (\\d+)`).exec(screen.screen())?.[1])
  }
  const pids = [await saidPid('leaver'), await saidPid('masked')]
  expect(pids.map(isAlive)).toEqual([true, true])
  // It has no mark any more: that is what makes it hard to find.
  await until(() => scene.living().every(({ pid }) => pid !== pids[1]), { what: 'the mark to be gone' })
  screen.press('x')
  await screen.waitFor(/tree +stopped/, { what: 'the verdict' })
  expect(pids.map(isAlive)).toEqual([false, false])
})

const tree = `
use POSIX 'setsid';
$| = 1;
if (!fork) {
  setsid;
  exit if fork;
  setsid;
  print "leaver $$\n";
  sleep 1000;
} elsif (!fork) {
  setsid;
  $0 = 'x' x 4000;
  print "masked $$\n";
  sleep 1000;
}
sleep 1000;
`

it('kills only after asking', async () => {
  const { scene, screen } = openWorkers(
    '  deaf: { command: [sh, -c, "trap \'\' TERM; echo here; while :; do sleep 1; done"] }',
  )
  await screen.waitFor('here')
  screen.press('X')
  await screen.waitFor('Esc')
  screen.press('Escape')
  await screen.waitFor(now => !now.includes('Esc'), { what: 'the question to be gone' })
  expect(scene.living().length).toBeGreaterThan(1)
  screen.press('X')
  await screen.waitFor('Esc')
  screen.press('Enter')
  await screen.waitFor(/deaf +stopped/)
  expect(
    scene
      .living()
      .map(({ command }) => command)
      .filter(command => !command.includes('main.js')),
  ).toEqual([])
})
