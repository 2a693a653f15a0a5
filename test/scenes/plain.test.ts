import { expect, it } from 'vitest'
import { openWorkers } from './screen.ts'

it('streams on a terminal that can only print, and leaves it as it is', async () => {
  const { scene, screen } = openWorkers('  greets: { command: [sh, -c, "echo hello; exec sleep 1000"] }', {
    env: { TERM: 'dumb' },
  })
  await screen.waitFor(/^greets +│ hello$/m)
  expect(screen.changedModes()).toEqual([])
  screen.press('C-c')
  const { code } = await screen.exit
  expect(code).toBe(130)
  expect(screen.screen()).toMatch(/greets: stopped in/)
  expect(scene.living()).toEqual([])
})
