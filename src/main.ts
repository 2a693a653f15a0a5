import { constants, homedir } from 'node:os'
import type { Doors, OpenProject, ProjectPlace, ScreenOrder } from './cli/doors.ts'
import { runProgram } from './cli/program.ts'
import type { Living } from './store/living.ts'

/** The version in package.json, put in by the build. */
declare const SKEP_VERSION: string

/** The end of this process, and a crash before it is told. */
const exitEvents = ['exit', 'uncaughtExceptionMonitor'] as const

const doors: Doors = {
  cwd: process.cwd(),
  home: homedir(),
  env: process.env,
  version: SKEP_VERSION,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
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
  openProject,
  findProject: openProject,
  warmScreen: () => void loadScreen().catch(() => undefined),
  showScreen,
}

// A reader that is gone is no reason to fall before what runs is stopped; who writes much watches for it himself.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

process.exitCode = await runProgram(process.argv.slice(2), doors)

/** Daemon and keeper in this process, behind the interfaces that a socket will have too. */
async function openProject({ folder, name }: ProjectPlace): Promise<OpenProject> {
  const [{ openKeeper }, { openOwnedRuntime }, { openClient }, { stateHome }] = await Promise.all([
    import('./keeper/keeper.ts'),
    import('./daemon/open.ts'),
    import('./client/open.ts'),
    import('./core/paths.ts'),
  ])
  const owned = await openOwnedRuntime({
    folder,
    name,
    stateHome: stateHome(process.env, homedir()),
    openKeeper: runsFolder => openKeeper({ runsFolder, now: Date.now }),
  })
  const forgetSignals = closeOnSignals(owned)
  const client = openClient(owned.connect('user'))
  return {
    client,
    async close() {
      await client.close()
      await owned.close()
      forgetSignals()
    },
  }
}

/** As long as children of ours may live, no signal ends this process before them, whoever else listens to it or not. */
function closeOnSignals(owned: { close(): Promise<void> }): () => void {
  const listeners = endSignals.map(signal => {
    const listener = (): void => {
      if (process.listenerCount(signal) > 1) return
      void owned.close().finally(() => process.exit(128 + constants.signals[signal]))
    }
    process.on(signal, listener)
    return () => process.off(signal, listener)
  })
  return () => {
    for (const forget of listeners) forget()
  }
}

/** Stops what a screen that was closed has left running, and says what became of it. */
async function stopAll(living: Living): Promise<string> {
  const { renderFarewell } = await import('./tui/farewell.ts')
  return renderFarewell(
    living.state.getState(),
    (await living.manager.down()).filter(({ verdict }) => verdict),
  )
}

/** The screen is loaded only here: no other command needs React or the emulator. */
function loadScreen() {
  return Promise.all([import('./tui/open.ts'), import('./tui/mirror.ts'), import('./tui/settings.ts')])
}

async function showScreen({ client, ...home }: ScreenOrder): Promise<number> {
  const [{ openScreen }, { mirrorRuntime }, { toSettings }] = await loadScreen()
  const living = await mirrorRuntime(client)
  const { stdin, stdout, env } = process
  const screen = openScreen({ client, living, home, stdin, stdout, settings: toSettings(env), composed: true })
  let exitCode = 0
  const forget = endSignals.map(signal => {
    const listener = (): void => {
      exitCode = 128 + constants.signals[signal]
      void screen.close(signal)
    }
    process.on(signal, listener)
    return () => process.off(signal, listener)
  })
  const left = await screen.left
  const farewell = left.how === 'quit' ? left.farewell : await stopAll(living)
  living.close()
  for (const end of forget) end()
  stdout.write(farewell)
  if (left.how === 'crashed') throw left.error
  return left.how === 'terminal-gone' ? 128 + constants.signals.SIGHUP : exitCode
}
