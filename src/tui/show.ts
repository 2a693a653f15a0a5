import { render } from 'ink'
import { createElement } from 'react'
import { App } from './app.tsx'
import type { InputRouter } from './input/input.ts'
import { selectDialog, statusRectangle } from './overlay.ts'
import type { Stage } from './stage.ts'
import type { Surface } from './surface.ts'
import { SightContext } from './use.ts'

export type ShowParts = {
  readonly stage: Stage
  readonly surface: Surface
  readonly router: Pick<InputRouter, 'ink'>
  readonly colours: boolean
}

/** The screen as Ink draws it. */
export type Shown = {
  /** Rejects when drawing failed, which is a bug. */
  readonly ended: Promise<unknown>
  close(): void
}

/** Draws the screen on a surface until it is closed. */
export function showStage({ stage, surface, router, colours }: ShowParts): Shown {
  const { nows, desk, body } = stage
  const app = createElement(App, { desk, shown: surface.paintsPanes ? undefined : body })
  const ink = render(createElement(SightContext, { value: { nows, colours } }, app), {
    stdout: surface.stdout,
    stdin: router.ink,
    interactive: surface.stdout.isTTY === true,
    alternateScreen: true,
    incrementalRendering: !surface.paintsPanes,
    // What happens comes at half of that; a key is to be seen at once.
    maxFps: 60,
    patchConsole: false,
    exitOnCtrlC: false,
  })
  const stop = nows.subscribe(() => arrange(stage, surface))
  arrange(stage, surface)
  return {
    ended: ink.waitUntilExit(),
    close() {
      stop()
      ink.unmount()
    },
  }
}

/** What lies over the panes, and whose the cursor and the mouse are. */
function arrange({ nows, body }: Stage, surface: Surface): void {
  const now = nows.get()
  const dialog = selectDialog(now)
  const status = statusRectangle(now)
  const isAttached = now.screen.mode.kind === 'attached'
  surface.cover([...(dialog ? [dialog.rectangle] : []), ...(status.rows > 1 ? [status] : [])])
  surface.showCursor(isAttached)
  surface.setMouse(isAttached && body.modes().mouse === 'motion' ? 'motion' : 'drag')
}
