/** A program with a project of its own in this process, in which one worker runs; its arguments are a command line of skep's. */
import { homedir } from 'node:os'
import type { Doors } from '../../../src/cli/doors.ts'
import { runProgram } from '../../../src/cli/program.ts'
import { openClient } from '../../../src/client/open.ts'
import { openOwnedRuntime } from '../../../src/daemon/open.ts'
import { openKeeper } from '../../../src/keeper/keeper.ts'
import { specOf } from '../../daemon/specs.ts'

const { cwd, env, stdin, stdout, stderr, argv } = process
const [stateHome = '', line = '', ...words] = argv.slice(2)

const owned = await openOwnedRuntime({
  folder: cwd(),
  name: 'test',
  stateHome,
  openKeeper: ({ files }) => openKeeper({ runsFolder: files.runs, now: Date.now }),
})
const client = openClient(owned.connect('user'))
const spec = specOf('repl', line, {
  tty: true,
  env: { PATH: env['PATH'] ?? '', TERM: 'xterm-256color' },
})
await client.ask('add', { spec, taken: 'refuse', start: true })

const opened = { client, close: async () => undefined }
const exitEvents = ['exit', 'uncaughtExceptionMonitor'] as const
const doors: Doors = {
  cwd: cwd(),
  home: homedir(),
  env,
  version: '0.0.0',
  ...{ stdin, stdout, stderr },
  onSignal(signal, listener) {
    process.on(signal, listener)
    return () => process.off(signal, listener)
  },
  onExit(listener) {
    for (const event of exitEvents) process.on(event, listener)
    return () => {
      for (const event of exitEvents) process.off(event, listener)
    }
  },
  openProject: async () => opened,
  findProject: async () => opened,
  warmScreen: () => undefined,
  showScreen: async () => 0,
}

for (const stream of [stdout, stderr]) stream.on('error', () => undefined)

// The one fault that nobody foresees.
process.on('SIGUSR2', () => {
  throw new Error('a bug of ours')
})

const code = await runProgram(words, doors)
const { workers, runs } = await client.ask('subscribe', {})
stdout.write(`over with ${code}, and repl is ${runs.find(({ id }) => id === workers[0]?.run)?.state.status}\n`)
await client.close()
await owned.close()
