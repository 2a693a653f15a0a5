import { expect, test } from 'vitest'
import { printed } from '../files.ts'

test('more replicas than a file may have workers are refused at once', async () => {
  const processes = Array.from({ length: 60 }, (_, index) => `  p${index}: { command: x, replicas: 100 }`)
  const text = `processes:\n${processes.join('\n')}\n`
  expect(await printed({ 'process-compose.yaml': text }, { file: 'process-compose.yaml' })).toContain(
    'process-compose.yaml:2:3: with all replicas these are more than 5000 workers',
  )
})

test.each([
  ['mprocs.yaml', 'procs: []'],
  ['mprocs.yaml', '- 1'],
  ['mprocs.yaml', ''],
  ['mprocs.yaml', 'procs: { a: { shell: x, cmd: [y] }, b: {} }'],
  ['process-compose.yaml', 'processes: 3'],
  ['process-compose.yaml', 'processes: { a: { command: [x] } }'],
  ['process-compose.yaml', 'processes: { a: { command: x, depends_on: { b: { condition: process_done } } } }'],
  ['process-compose.yaml', 'processes: { a: { command: x, extends: a } }'],
  ['process-compose.yaml', 'extends: process-compose.yaml\nprocesses: { a: { command: x } }'],
  ['process-compose.yaml', 'processes: { a: { command: x, availability: { restart: sometimes } } }'],
])('%s with %s is refused with a place', async (file, text) => {
  expect(await printed({ [file]: text }, { file })).toMatch(new RegExp(`^${file.replace('.', '\\.')}(:\\d+:\\d+)?: .`))
})
