import { expect, test } from 'vitest'
import { loadProject } from '../../../../src/config/load.ts'
import { folderWith, type LoadOptions, printed } from '../../files.ts'

const file = 'compose.yaml'

async function commandsOf(command: string, options: LoadOptions = {}): Promise<readonly unknown[]> {
  const folder = folderWith({ [file]: `services: { a: { command: ${command} } }`, ...options.files })
  const loaded = await loadProject({ folder, file, env: { A: 'one two' }, home: '/', ...options })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  return loaded.project.workers.map(worker => (worker.command.kind === 'argv' ? worker.command.argv : worker.command))
}

test.each([
  ['echo $A', ['echo', 'one two']],
  ['"echo ${A}"', ['echo', 'one two']],
  ['"echo ${NONE}"', ['echo', '']],
  ['"echo ${NONE:-a ${A:-b}}"', ['echo', 'a one two']],
  ['"echo ${NONE-x}"', ['echo', 'x']],
  ['"echo ${A:+there} ${NONE+gone}."', ['echo', 'there', '.']],
  ['"echo ${A?is needed}"', ['echo', 'one two']],
  ['"echo $$A $$${A} $$$${A}"', ['echo', '$A', '$one two', '$${A}']],
  ['[sh, -c, "echo $$A"]', ['sh', '-c', 'echo $A']],
  ['echo $5 a$ $', ['echo', '$5', 'a$', '$']],
])('%s runs as Compose would run it', async (command, argv) => {
  expect(await commandsOf(command)).toEqual([argv])
})

test('of .env and the shell the shell counts for what has to be known at once', async () => {
  const text = 'services: { a: { command: x, scale: "${N}" } }'
  const folder = folderWith({ [file]: text, '.env': 'N=3' })
  const loaded = await loadProject({ folder, file, env: { N: '2' }, home: '/' })
  expect(loaded.ok && loaded.project.workers.map(({ name }) => name)).toEqual(['a-1', 'a-2'])
})

test.each([
  ['services: { a: { command: "echo ${A" } }', 'compose.yaml:1:27: a variable here has no form that Compose knows'],
  ['services: { a: { command: "echo ${A/b/c}" } }', 'a variable here has no form that Compose knows'],
  ['services: { a: { command: "echo ${NONE:?is needed}" } }', '`NONE` is not set'],
  ['services: { a: { command: "echo \'a" } }', '`command` takes a line with its quotes closed'],
  ['services: { a: x }', 'the service `a` takes a mapping, found the text "x"'],
  ['services: { a: { extends: b } }', 'there is no service `b` to extend'],
  ['services: { a: { extends: b }, b: { extends: a } }', '` extends itself in a circle'],
  ['services: { a: { extends: { service: b, file: none.yaml } } }', '`none.yaml` does not exist'],
  ['services: { a: { command: x, restart: sometimes } }', '`restart` takes `no`, `always`'],
  ['services: { a: { command: x, healthcheck: { test: [curl] } } }', '`healthcheck.test` takes a line, or a list'],
  ['services: { a: { command: x, stop_grace_period: long } }', '`stop_grace_period` takes a duration'],
  [
    'services: { a: { command: x, depends_on: { b: { condition: up } } }, b: { command: x } }',
    '`depends_on.b.condition` takes `service_started`',
  ],
  ['- a', 'a file of Docker Compose is a mapping with the key `services`, found a list'],
  ['', 'this file is empty'],
])('%s is refused with its place', async (text, words) => {
  expect(await printed({ [file]: text }, { file })).toContain(words)
})
