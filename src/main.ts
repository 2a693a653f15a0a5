import { homedir } from 'node:os'
import type { Doors, OpenProject, ScreenOrder } from './cli/doors.ts'
import { runProgram } from './cli/program.ts'

/** The version in package.json, put in by the build. */
declare const SKEP_VERSION: string

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
  openProject,
  showScreen,
}

process.exitCode = await runProgram(process.argv.slice(2), doors)

/** Daemon and keeper in this process, behind the interfaces that a socket will have too. */
async function openProject(folder: string): Promise<OpenProject> {
  const [{ openKeeper }, { openOwnedRuntime }, { openClient }, { stateHome }] = await Promise.all([
    import('./keeper/keeper.ts'),
    import('./daemon/open.ts'),
    import('./client/open.ts'),
    import('./core/paths.ts'),
  ])
  const owned = await openOwnedRuntime({
    folder,
    stateHome: stateHome(process.env, homedir()),
    openKeeper: runsFolder => openKeeper({ runsFolder, now: Date.now }),
  })
  const client = openClient(owned.connect('user'))
  return {
    client,
    async close() {
      await client.close()
      await owned.close()
    },
  }
}

/** The screen is loaded only here: no other command needs React or the emulator. */
async function showScreen({ client }: ScreenOrder): Promise<number> {
  const { openScreen } = await import('./tui/open.ts')
  return openScreen({ client, stdin: process.stdin, stdout: process.stdout, env: process.env })
}
