import { expect, test } from 'vitest'
import { renderPlan } from '../../src/config/plan.ts'
import { projectOf } from './files.ts'

test('the plan shows what the file means, one worker a line, commands as they can be pasted', async () => {
  const project = await projectOf(
    `
name: shop
workers:
  api: { command: node "my server.js", restart: failure }
  größe: { command: [sh, -c, "it's"], cwd: web, start: manual, stop: { signal: [INT, TERM], grace: 90ms, scope: group } }
  migrate: { command: "a | b\\n\\e[2J", shell: true, kind: task, restart: { when: always, backoff: 5s, attempts: unlimited } }
  repl: { command: python3, tty: true, stop: { keys: [C-d] } }
  db: { command: postgres, stop: { command: pg_ctl stop } }
`,
    { files: { 'web/': '' } },
  )
  expect(renderPlan(project).replace(project.folder, '/shop')).toMatchInlineSnapshot(`
    "shop · 5 workers · /shop/skep.yaml

    WORKER   START        TERMINAL  RESTART                STOP                        FOLDER  COMMAND
    api      auto         no        failure, 1s..30s, 10x  TERM, 5s                    .       node 'my server.js'
    größe    manual       no        never                  INT+TERM, 90ms, group only  web     sh -c 'it'\\''s'
    migrate  auto (task)  no        always, 5s, unlimited  TERM, 5s                    .       a | b␊␛[2J
    repl     auto         yes       never                  keys C-d, 5s                .       python3
    db       auto         no        never                  runs pg_ctl stop, 5s        .       postgres
    "
  `)
})

test('a project without workers has a plan of one line', async () => {
  const project = await projectOf('name: shop\nworkers: {}')
  expect(renderPlan(project)).toBe(`shop · 0 workers · ${project.file}\n`)
})
