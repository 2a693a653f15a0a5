import { join } from 'node:path'
import { expect, test } from 'vitest'
import { problemsOf, projectOf, workerOf } from '../files.ts'

test.each([
  ['"0 3 * * *"', { kind: 'cron', pattern: '0 3 * * *' }],
  ['"*/5  0-8,20 1,15 jan-mar MON"', { kind: 'cron', pattern: '*/5 0-8,20 1,15 jan-mar MON' }],
  ['"30 0 0 L * 7"', { kind: 'cron', pattern: '30 0 0 L * 7' }],
  ['"@daily"', { kind: 'cron', pattern: '0 0 * * *' }],
  ['"0 0 29 feb *"', { kind: 'cron', pattern: '0 0 29 feb *' }],
  ['"0 0 31 1/2 *"', { kind: 'cron', pattern: '0 0 31 1/2 *' }],
  ['every 1h30m', { kind: 'every', ms: 5_400_000 }],
])('schedule: %s', async (written, at) => {
  const worker = await workerOf(`workers: { a: { command: x, schedule: ${written} } }`)
  expect(worker).toMatchObject({ schedule: { at, overlap: 'skip', atOnce: false }, start: 'auto' })
})

test('what the clock starts is started with the project too when the file says so', async () => {
  const worker = await workerOf('workers: { a: { command: x, schedule: every 1m, overlap: queue, start: auto } }')
  expect(worker).toMatchObject({ schedule: { overlap: 'queue', atOnce: true }, start: 'auto' })
})

test.each([
  ['"60 * * * *"', 'the minute has `60`: it takes 0 to 59, `*`, ranges, lists and steps'],
  ['"0 24 * * *"', 'the hour has `24`'],
  ['"0 0 0 * *"', 'the day of the month has `0`: it takes 1 to 31'],
  ['"0 0 * jam *"', 'the month has `jam`: did you mean `jan`?'],
  ['"0 0 * * 8"', 'the day of the week has `8`: it takes 0 to 7, or sun to sat'],
  ['"60 0 0 * * *"', 'the second has `60`'],
  ['"5-1 * * * *"', 'the minute has `5-1`, which ends before it begins'],
  ['"*/0 * * * *"', 'the minute has `*/0`: behind `/` stands a whole number from 1 on'],
  ['"1,,2 * * * *"', 'the minute has nothing between commas'],
  ['"0 0 30 feb *"', 'the day 30 never comes in feb'],
  ['"0 0 31 4,6 *"', 'the day 31 never comes in 4,6'],
  ['"0 3 * *"', 'found 4 fields: minute, hour, day of the month, month, day of the week'],
  ['"@dayly"', 'did you mean `@daily`?'],
  ['every day', 'behind `every` stands a duration'],
  ['every 1ms', '`schedule` takes at least `every 100ms`'],
  ['5', '`schedule` takes a cron expression such as `0 3 * * *`, or a pause such as `every 10m`, found the number 5'],
])('schedule: %s is refused with what is wrong in it', async (written, words) => {
  expect(await problemsOf(`workers: { a: { command: x, schedule: ${written} } }`)).toContain(words)
})

test('`overlap` without `schedule` would say nothing', async () => {
  expect(await problemsOf('workers: { a: { command: x, overlap: skip } }')).toContain(
    '1:29: `overlap` means nothing without `schedule`',
  )
})

test('what is watched is meant from the folder of the worker', async () => {
  const { folder, workers } = await projectOf(
    `workers:
  a: { command: x, cwd: web, watch: [src, /etc/hosts, ~/x, ./src] }
  b: { command: x, watch: { paths: [.], ignore: ["**/*.md"], debounce: 1s, cascade: true } }
`,
    { files: { 'web/': '' } },
  )
  expect(workers.map(({ watch }) => watch)).toEqual([
    { paths: [join(folder, 'web/src'), '/etc/hosts', '/home/ada/x'], ignore: [], debounceMs: 300, cascade: false },
    { paths: [folder], ignore: ['**/*.md'], debounceMs: 1_000, cascade: true },
  ])
})

test('hooks are commands, each with an event', async () => {
  const { hooks } = await workerOf(
    'workers: { a: { command: x, on: { started: [a, b c], failed: ./tell.sh now, ended: { command: a | b, shell: true } } } }',
  )
  expect(hooks).toEqual({
    started: { kind: 'argv', argv: ['a', 'b c'] },
    failed: { kind: 'argv', argv: ['./tell.sh', 'now'] },
    ended: { kind: 'shell', line: 'a | b' },
  })
})

test.each([
  ['on: { fail: x }', 'did you mean `failed`?'],
  ['on: { failed: "a | b" }', '`|` means something only to a shell'],
  ['on: { failed: { shell: true } }', '`on.failed.command` takes a line of text or a list of words, found nothing'],
  ['on: x', '`on` takes a mapping, found the text "x"'],
  ['watch: 5', '`watch` takes a list of files and folders, or a mapping with `paths`, found the number 5'],
  ['watch: { ignore: [x] }', '`watch.paths` is missing'],
  ['exit_on: x', '`exit_on` takes one of `failure`, `end`'],
  ['group: "a b"', '`group` takes a name: '],
  ['ports: 80', '`ports` takes a list of ports, found the number 80'],
  ['ports: [x]', '`ports[0]` takes a port from 1 to 65535, found the text "x"'],
])('%s is refused in words that help', async (written, words) => {
  expect(await problemsOf(`workers: { api: { command: x, ${written} } }`)).toContain(words)
})

test('a port that two workers claim that start together is refused where it is claimed again', async () => {
  const text = 'workers:\n  a: { command: x, ports: [80, 81] }\n  b: { command: x, ports: ["81"] }\n'
  expect(await problemsOf(text)).toContain('skep.yaml:3:28: port 81 is claimed by `a` and by `b`')
  const apart = text.replace('["81"]', '["81"], start: manual')
  expect((await projectOf(apart)).workers.map(({ ports }) => ports)).toEqual([[80, 81], [81]])
})
