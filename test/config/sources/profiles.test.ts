import { expect, test } from 'vitest'
import { printed, problemsOf, projectOf } from '../files.ts'

const text = `
workers:
  db: { command: x }
  api: { command: x, needs: [db], replicas: 2 }
  web: { command: x, needs: [api] }
  docs: { command: x }
  tests: { command: x, start: manual, needs: [api-1] }
  backup: { command: x, start: manual }
profiles:
  ci: { workers: [tests] }
  all: { workers: [web, backup] }
`

async function startedBy(profile: string): Promise<readonly string[]> {
  const { workers } = await projectOf(text, { profile })
  return workers.flatMap(({ name, start }) => (start === 'auto' ? [name] : []))
}

test('with a profile its workers start, and what they need, and nothing else', async () => {
  expect(await startedBy('ci')).toEqual(['db', 'api-1', 'tests'])
  expect(await startedBy('all')).toEqual(['db', 'api-1', 'api-2', 'web', 'backup'])
})

test('a profile that is not there is refused with the one that was meant', async () => {
  expect(await problemsOf(text, { profile: 'cj' })).toBe(
    'skep.yaml: there is no profile "cj"\n  hint: did you mean `ci`?',
  )
  expect(await problemsOf('workers: {}', { profile: 'ci' })).toContain('hint: the file has no `profiles`')
  expect(await printed({ Procfile: 'web: x' }, { file: 'Procfile', profile: 'ci' })).toContain('there is no profile')
})

test.each([
  ['profiles: { ci: { workers: [dbb] } }', 'there is no worker "dbb" for a profile'],
  ['profiles: { ci: { workers: [dbb] } }', 'hint: did you mean `db`?'],
  ['profiles: { ci: [db] }', '`profiles.ci` takes a mapping, found a list'],
  ['profiles: { ci: {} }', '`profiles.ci.workers` is missing'],
  ['groups: { build: { slots: 2 } }', '`groups` is not supported in this version: '],
  ['spare: [tmux]', '`spare` is not supported in this version'],
])('%s is refused in words that help', async (written, words) => {
  expect(await problemsOf(`workers: { db: { command: x } }\n${written}\n`)).toContain(words)
})

test('profiles are data of the project', async () => {
  const project = await projectOf('workers: { a: { command: x } }\nprofiles: { p: { workers: [a] } }\n')
  expect(project).toMatchObject({ profiles: { p: { workers: ['a'] } } })
})
