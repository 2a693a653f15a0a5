import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toSource } from '../../../src/config/text/source.ts'
import { changeText } from '../../../src/config/writing/change.ts'
import { editWorker } from '../../../src/config/writing/edit.ts'
import { readValue } from '../../../src/config/writing/value.ts'
import { folderWith } from '../files.ts'
import { files } from './random-files.ts'

/** A file after a value of the worker `api` was changed. */
function changed(text: string, key: string, value: string | undefined): string | undefined {
  const path = key.split('.')
  const change = { path: ['workers', 'api', ...path], value: value === undefined ? value : readValue(path, value) }
  return changeText(toSource('skep.yaml', text), change)
}

const block = `workers:
  api: # the one
    command: node server.js # as built
    env: # its own
      PORT: "3000" # as everywhere
    restart:
      when: failure
      attempts: 3

  web: { command: vite, env: { A: b }, group: g } # in a line
`

describe('one value of a file', () => {
  test.each([
    ['command', 'npm start', ['    command: node server.js #', '    command: npm start #']],
    ['env.PORT', '4000', ['"3000"', '"4000"']],
    ['env.HOST', 'a: b', ['# as everywhere\n', '# as everywhere\n      HOST: "a: b"\n']],
    ['restart', 'always', [':\n      when: failure\n      attempts: 3', ': always']],
    ['restart.attempts', '5', ['attempts: 3', 'attempts: 5']],
    ['group', 'web', ['attempts: 3\n', 'attempts: 3\n    group: web\n']],
    ['stop.grace', '1s', ['attempts: 3\n', 'attempts: 3\n    stop:\n      grace: 1s\n']],
  ] as const)('%s becomes %s where it stands, and nothing else changes', (key, value, [before, after]) => {
    expect(changed(block, key, value)).toBe(block.replace(before, after))
  })

  test('goes with its line, and in a line with its comma', () => {
    expect(changed(block, 'command', undefined)).toBe(block.replace('    command: node server.js # as built\n', ''))
    expect(changed(block, 'restart', undefined)).toBe(
      block.replace('    restart:\n      when: failure\n      attempts: 3\n', ''),
    )
    const line = 'workers: { api: { command: a, group: g, tty: true } } # c'
    expect(changed(line, 'group', undefined)).toBe('workers: { api: { command: a, tty: true } } # c')
    expect(changed(line, 'tty', undefined)).toBe('workers: { api: { command: a, group: g } } # c')
  })

  test('stays as it is when it is written elsewhere', () => {
    const text = 'x-a: &a { command: a, group: g }\nworkers: { api: *a, web: { <<: *a } }'
    expect(changed(text, 'group', 'h')).toBeUndefined()
    expect(changed(text.replace('api: *a', 'api: { <<: *a }'), 'command', undefined)).toBeUndefined()
  })
})

test('whatever the style of a file, one value changes, and every comment stays', () => {
  const settings = fc.constantFrom(['group', 'g'], ['command', 'a b # c'], ['env.NEW', '${X}'], ['success', '[3, 4]'])
  fc.assert(
    fc.property(files, settings, (file, [key = '', value = '']) => {
      const text = file.replace('db: {', 'api: {')
      fc.pre(text !== file)
      const after = changed(text, key, value)
      const comments = text.match(/(?<=^|\s)#.*$/gm) ?? []
      expect(after).toBeDefined()
      for (const comment of comments) expect(after).toContain(comment)
    }),
    { numRuns: 300 },
  )
})

describe('an edit of a worker', () => {
  const around = { env: { PATH: '/bin' }, home: '/home/ada', name: 'api' }
  const restart = (value: string) => [{ path: ['restart'], value }]

  test('is written when what comes of it is good', async () => {
    const folder = folderWith({ 'skep.yaml': block })
    const edited = await editWorker({ ...around, folder, changes: restart('always') })
    expect(edited).toEqual({ ok: true, file: join(folder, 'skep.yaml'), changed: true })
    expect(await editWorker({ ...around, folder, changes: restart('always') })).toMatchObject({ changed: false })
  })

  test('is not written when what comes of it is wrong, and says where', async () => {
    const folder = folderWith({ 'skep.yaml': block })
    const edited = await editWorker({ ...around, folder, changes: restart('sometimes') })
    expect(edited).toMatchObject({ ok: false, problems: [{ line: 6 }] })
    expect(readFileSync(join(folder, 'skep.yaml'), 'utf8')).toBe(block)
  })

  test('of nobody is refused', async () => {
    const changes = restart('always')
    const folder = folderWith({ 'skep.yaml': block })
    await expect(editWorker({ ...around, folder, name: 'ap', changes })).rejects.toMatchObject({
      code: 'not-found',
      hint: 'did you mean api?',
    })
    await expect(editWorker({ ...around, folder: folderWith({}), changes })).rejects.toMatchObject({
      hint: expect.stringContaining('skep save'),
    })
  })
})
