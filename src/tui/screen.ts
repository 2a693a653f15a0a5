import type { Client } from '../client/client.ts'
import { readClocks } from '../client/clocks.ts'
import type { Clocks } from '../core/uptime.ts'
import type { Living } from '../store/living.ts'
import type { Home } from './desk.ts'
import { type Ending, type Left, renderFarewell } from './farewell.ts'
import { createInput, type Keyboard } from './input/input.ts'
import { type Job, thisJob } from './job.ts'
import type { ScreenSettings } from './settings.ts'
import { showStage } from './show.ts'
import { openStage } from './stage.ts'
import type { Surface } from './surface.ts'
import { openSuspension } from './suspension.ts'

export type ScreenParts = {
  readonly client: Pick<Client, 'ask' | 'attach' | 'output'>
  readonly living: Living
  readonly home: Home
  readonly stdin: Keyboard
  /** What it is drawn on; the screen closes it. */
  readonly surface: Surface
  readonly settings: ScreenSettings
  readonly job?: Job
  readonly now?: () => Clocks
}

/** A screen that is shown. */
export type Screen = {
  /** Resolves when it was left, with the terminal as it was found. */
  readonly left: Promise<Left>
  /** Closes it at once; what runs goes on. */
  close(reason: string): Promise<Left>
}

/** Shows the screen on a surface and takes the keyboard. */
export function showOn({ client, living, home, settings, ...world }: ScreenParts): Screen {
  const { stdin, surface, job = thisJob, now = readClocks } = world
  const { promise: left, resolve } = Promise.withResolvers<Left>()
  const router = createInput(stdin)
  const { theme, leaveKey, depth } = settings
  let isLeft = false
  const colours = depth !== 'none'
  const size = () => ({ columns: surface.stdout.columns ?? 80, rows: surface.stdout.rows ?? 24 })
  const stage = openStage({
    ...{ living, client, home, theme, colours, leaveKey, now, router },
    size: size(),
    place: surface.place,
    suspend: () => suspension.suspend(),
    quit: reports => finish({ how: 'quit', reports }),
  })
  const suspension = openSuspension({ surface, router, job, refused: () => stage.desk.say(noShell) })
  const shown = showStage({ stage, surface, router, colours })
  const resized = (): void => stage.resize(size())
  surface.stdout.on('resize', resized)
  const stopEnd = job.onEnd(restore)
  router.onEnd(() => finish({ how: 'terminal-gone', reason: 'the terminal was closed' }))
  shown.ended.catch(error => finish({ how: 'crashed', error }))
  const watch = (usage: boolean): void => void client.ask('watch', { usage }).catch(ignore)
  watch(true)
  // Another daemon has not been asked yet.
  const stopWatching = living.onRenewed(() => watch(true))

  // At the end of the process there is no time for more.
  function restore(): void {
    router.close()
    surface.close()
  }

  function finish(ending: Ending): void {
    if (isLeft) return
    isLeft = true
    const farewell = renderFarewell(living.state.getState(), ending.how === 'quit' ? ending.reports : [])
    stopWatching()
    watch(false)
    surface.stdout.off('resize', resized)
    stopEnd()
    suspension.close()
    stage.close()
    shown.close()
    restore()
    resolve({ ...ending, farewell })
  }

  return {
    left,
    close(reason) {
      finish({ how: 'closed', reason })
      return left
    },
  }
}

// Figures are not worth a word when the runtime is going away.
const ignore = (): void => {}

const noShell = { tone: 'waiting', text: 'there is no shell to go back to' } as const
