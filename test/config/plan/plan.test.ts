import { expect, test } from 'vitest'
import { renderPlan } from '../../../src/config/plan/plan.ts'
import { projectOf } from '../files.ts'

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

test('what waits is shown with the order of the start, and columns are there for what the file says', async () => {
  const project = await projectOf(`
name: shop
workers:
  api: { command: x, needs: { db: ready, migrate: completed }, replicas: 2 }
  db: { command: postgres, ready: { tcp: 5432 } }
  migrate: { command: npm run migrate, kind: task, needs: [db] }
  seed: { command: x, start: manual }
  tests: { command: x, start: manual, needs: [seed] }
  web: { command: x, needs: [seed], ready: { log: "up \\\\d" } }
`)
  expect(renderPlan(project).replace(project.folder, '/shop')).toMatchInlineSnapshot(`
    "shop · 7 workers · /shop/skep.yaml

    WORKER   START        TERMINAL  READY         RESTART  STOP      FOLDER  COMMAND
    api-1    auto         no                      never    TERM, 5s  .       x
    api-2    auto         no                      never    TERM, 5s  .       x
    db       auto         no        tcp 5432      never    TERM, 5s  .       postgres
    migrate  auto (task)  no                      never    TERM, 5s  .       npm run migrate
    seed     manual       no                      never    TERM, 5s  .       x
    tests    manual       no                      never    TERM, 5s  .       x
    web      auto         no        log "up \\\\d"  never    TERM, 5s  .       x

    ORDER
     1  db
        seed
     2  migrate  waits until db is ready
        web      waits until seed is ready
     3  api-1  waits until db is ready and migrate has completed
        api-2  waits until db is ready and migrate has completed
     -  tests  waits until seed is ready
    "
  `)
})
