import type { Client } from '../client/client.ts'
import type { Size } from '../core/output.ts'
import type { Clocks } from '../core/uptime.ts'
import type { Living } from '../store/living.ts'
import type { StopReport } from '../store/sources.ts'
import { openAttaching } from './attaching.ts'
import { type OpenBody, openBody } from './body/body.ts'
import { openFit } from './body/fit.ts'
import { makeBody } from './body/make.ts'
import { bodyRectangle } from './body/rectangle.ts'
import type { Desk, Home } from './desk.ts'
import { endTyping } from './ended.ts'
import type { InputRouter } from './input/input.ts'
import { type Line, span } from './line.ts'
import { obeyMouse } from './mouse.ts'
import { addNotice, diagnosticSaying } from './notice.ts'
import { type Nows, openNows } from './nows.ts'
import type { Pane, Rectangle } from './pane.ts'
import { reveal } from './panels/workers/keys.ts'
import { createScreenStore, type ScreenState, type ScreenStore } from './state.ts'
import { paintLine, type ThemeName, toTheme } from './theme.ts'
import { moveClock, sayNotice } from './toast.ts'

/** What the screen is made of, whether on a terminal or not. */
export type StageParts = {
  readonly living: Living
  readonly client: Pick<Client, 'attach' | 'output'>
  readonly home: Home
  readonly size: Size
  readonly theme: ThemeName
  readonly colours: boolean
  readonly leaveKey: string
  readonly now: () => Clocks
  readonly router: Pick<InputRouter, 'attach' | 'onMouse'>
  readonly place: (pane: Pane, rectangle: Rectangle | undefined) => void
  readonly suspend: () => void
  readonly quit: (reports: readonly StopReport[]) => void
}

/** The screen without its glass: what it remembers, what keys can reach, what is inside the pane. */
export type Stage = {
  readonly desk: Desk
  readonly nows: Nows
  readonly body: OpenBody
  resize(size: Size): void
  close(): void
}

/** Uptimes are shown in seconds. */
const clockMs = 1_000

/** Opens the screen's inside. */
export function openStage(parts: StageParts): Stage {
  const { living, client, home, size, theme, now, router } = parts
  const screen = createScreenStore({ size, theme, leaveKey: parts.leaveKey, clocks: now() })
  const nows = openNows(living.state, screen)
  // A text that begins at the frame is hard to read.
  const paint = (line: Line): string => paintLine([span(' '), ...line], toTheme(screen.getState().theme, parts.colours))
  const body = openBody({
    make: (wanted, shown) => makeBody(wanted, shown, { living, client, paint }),
    place: parts.place,
    tellFoot: foot => {
      if (foot !== screen.getState().pane.foot) screen.setState(({ pane }) => ({ pane: { ...pane, foot } }))
    },
  })
  const change: Desk['change'] = to => screen.setState(to)
  const say: Desk['say'] = saying => screen.setState(state => sayNotice(state, saying, now().nowMs))
  const view = () => ({ rectangle: bodyRectangle(nows.get()) ?? nowhere, modes: body.modes() })
  const typed = () => body.scroll({ to: 'end' })
  const present: Desk['now'] = () => ({ living: living.state.getState(), screen: screen.getState() })
  const reach = { now: present, change, say }
  const attaching = openAttaching({ router, client, desk: reach, leaveKey: parts.leaveKey, view, typed })
  const fit = openFit(run => client.attach(run, { source: 'pipe', endsInput: false }))
  const desk: Desk = {
    living,
    body,
    home,
    ...reach,
    fadeToast: () => screen.getState().toast !== undefined && screen.setState({ toast: undefined }),
    attach: attaching.attach,
    typeAttached: attaching.type,
    suspend: parts.suspend,
    quit: parts.quit,
  }

  function look(): void {
    const present = nows.get()
    body.update(present)
    attaching.update(present)
    endTyping(present, desk)
    fit.update(present)
  }

  const stops = [
    nows.subscribe(look),
    tellDiagnostics(living, screen, now),
    router.onMouse(event => obeyMouse(desk, event)),
    living.onRenewed(fit.renew),
  ]
  const clock = setInterval(() => screen.setState(state => moveClock(state, now())), clockMs)
  look()
  return {
    desk,
    nows,
    body,
    resize(next) {
      screen.setState({ size: next })
      reveal(desk)
    },
    close() {
      clearInterval(clock)
      for (const stop of stops) stop()
      attaching.close()
      fit.close()
      body.close()
      nows.close()
    },
  }
}

const nowhere: Rectangle = { x: 0, y: 0, columns: 1, rows: 1 }

/** Diagnostics are kept with what was said; those that come while somebody looks are shown at once. */
function tellDiagnostics({ state }: Living, screen: ScreenStore, now: () => Clocks): () => void {
  let seen = 0
  const take = (
    tell: (state: ScreenState, saying: ReturnType<typeof diagnosticSaying>) => Partial<ScreenState>,
  ): void => {
    for (const diagnostic of state.getState().diagnostics.filter(({ id }) => id > seen)) {
      seen = diagnostic.id
      if (diagnostic.severity !== 'info') screen.setState(one => tell(one, diagnosticSaying(diagnostic)))
    }
  }
  take(({ notices }, saying) => ({ notices: addNotice(notices, saying, now().nowMs) }))
  return state.subscribe((next, before) => {
    if (next.diagnostics !== before.diagnostics) take((one, saying) => sayNotice(one, saying, now().nowMs))
  })
}
