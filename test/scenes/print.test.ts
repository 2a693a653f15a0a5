import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommand } from './command.ts'
import { openWorkers } from './screen.ts'

const workers = `
  stays: { command: sleep 1000 }
  fails: { command: [sh, -c, "exit 3"], kind: task, restart: { when: failure, backoff: 60s..60s, attempts: 2 } }
  leaves: { command: [sh, -c, "setsid sleep 1001 & exit 0"], kind: task }`

test('the screen is written once as text, with every worker and what needs attention, without a terminal', async () => {
  const { scene, screen } = openWorkers(workers)
  await screen.waitFor(/fails +backoff/)
  await screen.waitFor(/run\.left/)
  const { code, stdout, stderr } = await runCommand(['ui', '--print'], { cwd: scene.folder, env: scene.env })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^ skep · project .*1 running/)
  expect(stdout).toMatch(/^ +● stays +running .*%.*[KM]$/m)
  expect(stdout).toMatch(/^ +↻ fails +backoff .*exit 3/m)
  expect(stdout).toMatch(/needs attention\n.* ! .*run\.left: left 1 running: \d+ sleep 1001\n/)
  expect(stdout).not.toContain('\x1b')
})

test('a project where nothing ever ran is written with the workers of its file, and none is started', async () => {
  const { scene, screen } = openWorkers('  one: { command: sleep 1000 }', { argv: ['true'] })
  await screen.exit
  const { code, stdout } = await runCommand(['ui', '--print'], { cwd: scene.folder, env: scene.env })
  expect(code).toBe(0)
  expect(stdout).toMatch(/one +idle/)
  expect(scene.living()).toEqual([])
})

test('what a worker is called cannot steer the terminal of whoever reads', async () => {
  const { scene, screen } = openWorkers('  one: { command: sleep 1000 }', { argv: ['true'] })
  await screen.exit
  writeFileSync(join(scene.folder, 'skep.yaml'), 'name: "bad \\e[2J name"\nworkers: { one: { command: "true" } }\n')
  const { stdout } = await runCommand(['ui', '--print'], { cwd: scene.folder, env: scene.env })
  expect(stdout).not.toContain('\x1b')
})
