import { expect, test } from 'vitest'
import { problemsOf, workerOf } from '../files.ts'

test('the end of a worker that ends `skep up`, and a group, are data of the worker', async () => {
  const worker = await workerOf('workers: { a: { command: x, exit_on: failure, group: web } }')
  expect(worker).toMatchObject({ exitOn: 'failure', group: 'web' })
})

test.each([
  ['exit_on: x', '`exit_on` takes one of `failure`, `end`'],
  ['watch: [src]', '`watch` is not supported in this version'],
  ['schedule: every 1m', '`schedule` is not supported in this version'],
  ['on: { failed: x }', '`on` is not supported in this version'],
  ['ports: [80]', '`ports` is not supported in this version'],
  ['group: "a b"', '`group` takes a name: '],
])('%s is refused in words that help', async (written, words) => {
  expect(await problemsOf(`workers: { api: { command: x, ${written} } }`)).toContain(words)
})
