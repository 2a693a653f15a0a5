import { join } from 'node:path'
import { expect, test } from 'vitest'
import { evaluate } from '../../../../src/config/importing/pm2/evaluate.ts'
import { loadProject } from '../../../../src/config/load.ts'
import { openNotes } from '../../../../src/config/text/problem.ts'
import { folderWith, printed } from '../../files.ts'

const file = 'ecosystem.config.js'

async function notesOf(text: string, name = file): Promise<readonly string[]> {
  const loaded = await loadProject({ folder: folderWith({ [name]: text }), file: name, env: {}, home: '/' })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  return loaded.project.notes.map(({ line, column, message }) => `${line}:${column} ${message}`)
}

test.each([
  ['throw new Error("no database")', 'and it throws: no database (line 1)'],
  ['\n\nmodule.exports = nobody', 'and it throws: nobody is not defined (line 3)'],
  ['module.exports = {', 'and it throws: '],
  ['process.exit(0)', 'and it ended before it said what it exports'],
  ['require("node:fs").writeSync(3, "x".repeat(300000)); module.exports = {}', 'and it says more than 256KiB'],
  ['module.exports = "app"', 'an app takes a mapping, found the text "app"'],
  ['module.exports = { apps: [{ name: "a" }] }', 'an app has a `script`, found none'],
  ['module.exports = { apps: [{ script: "a.js", instances: "many" }] }', '`instances` takes a number or `max`'],
  ['module.exports = { apps: [{ script: "a.js", env: "A=1" }] }', '`env` takes a mapping of names to texts'],
  ['module.exports = { apps: [{ script: "a.js", min_uptime: "long" }] }', '`min_uptime` takes a number of ms'],
])('%s is refused with what is wrong', async (text, words) => {
  expect(await printed({ [file]: text }, { file })).toContain(words)
})

test('a file that prints and leaves a timer behind says what it exports all the same', async () => {
  const text = 'console.log("{}"); setInterval(() => {}, 1000); module.exports = { apps: [{ script: "a.js" }] }'
  expect((await notesOf(text)).length).toBe(1)
})

test('a file that never ends is ended, and refused', async () => {
  const { report, problems } = openNotes()
  const path = join(folderWith({ [file]: 'while (true) {}' }), file)
  expect(await evaluate(path, { inherited: {}, report }, 100)).toBeUndefined()
  expect(problems[0]?.message).toBe('this file was run to know what it says, and it did not end within 100ms')
})

test('what is different stands where the key stands, of the app that it belongs to', async () => {
  const text = `const shared = { time: true }
module.exports = {
  apps: [
    { name: 'api', script: 'api.js', ...shared },
    {
      name: 'web',
      script: 'web.js',
      merge_logs: true,
      "unheard_of": 1,
    },
  ],
}
`
  expect((await notesOf(text)).map(note => note.split(' ')[0])).toEqual(['1:1', '4:5', '8:7', '9:8'])
})

test('every key of pm2 that does not come over gives a note, and so does every unknown one', async () => {
  const app = { script: 'a.js', listen_timeout: 1, gid: 1, automation: true, combineLogs: true, instence: 2 }
  const notes = await notesOf(JSON.stringify({ apps: [app] }), 'ecosystem.config.json')
  expect(notes).toEqual([
    expect.stringContaining('`listen_timeout` is not carried over'),
    expect.stringContaining('`gid` is not carried over'),
    expect.stringContaining('`automation` is not carried over'),
    expect.stringContaining('`merge_logs` is not carried over'),
    expect.stringContaining('no key of pm2 that skep knows'),
  ])
})
