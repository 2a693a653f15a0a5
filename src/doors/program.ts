import { constants, homedir } from 'node:os'
import type { Doors, ScreenOrder } from '../cli/doors.ts'
import { runProgram } from '../cli/program.ts'
import { readClocks } from '../client/clocks.ts'
import { findProject, openProject } from './project.ts'
import { version } from './version.ts'

/** The end of this process, and a crash before it is told. */
const exitEvents = ['exit', 'uncaughtExceptionMonitor'] as const

const doors: Doors = {
  cwd: process.cwd(),
  home: homedir(),
  env: process.env,
  version,
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
  findProject,
  warmScreen: () => void loadScreen().catch(() => undefined),
  showScreen,
}

const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Carries out the command line of this process. */
export async function run(): Promise<void> {
  // A reader that is gone is no reason to fall before what runs is stopped; who writes much watches for it himself.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  process.exitCode = await runProgram(process.argv.slice(2), doors)
}

/** The screen is loaded only here: no other command needs React or the emulator. */
function loadScreen() {
  return Promise.all([import('../tui/open.ts'), import('../tui/mirror.ts'), import('../tui/settings.ts')])
}

async function showScreen(order: ScreenOrder): Promise<number> {
  return order.how === 'live' ? showLive(order) : printOnce(order)
}

/** Writes the screen as text; nothing of it needs a terminal. */
async function printOnce({ client }: ScreenOrder): Promise<number> {
  const [{ renderScreen, untilFigures }, { mirrorRuntime }] = await Promise.all([
    import('../tui/print.ts'),
    import('../tui/mirror.ts'),
  ])
  const { stdout, env } = process
  const living = await mirrorRuntime(client)
  await client.ask('watch', { usage: true })
  await untilFigures(living)
  living.close()
  const colours = stdout.isTTY && env['NO_COLOR'] === undefined
  stdout.write(renderScreen(living.state.getState(), { columns: stdout.columns ?? 80, colours, clocks: readClocks() }))
  return 0
}

async function showLive({ client, ...home }: ScreenOrder): Promise<number> {
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
  living.close()
  for (const end of forget) end()
  if (left.how !== 'terminal-gone') stdout.write(left.farewell)
  if (left.how === 'crashed') throw left.error
  return left.how === 'terminal-gone' ? 128 + constants.signals.SIGHUP : exitCode
}
