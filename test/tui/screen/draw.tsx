import { EventEmitter } from 'node:events'
import { Text } from 'ink'
import { render } from 'ink-testing-library'
import { onTestFinished } from 'vitest'
import type { Size } from '../../../src/core/output.ts'
import type { StopReport } from '../../../src/store/sources.ts'
import { App } from '../../../src/tui/app.tsx'
import { createInput } from '../../../src/tui/input/input.ts'
import { openStage, type Stage } from '../../../src/tui/stage.ts'
import { SightContext } from '../../../src/tui/use.ts'
import { until } from '../../until.ts'
import { noonMs } from './records.ts'
import type { MadeRuntime } from './runtime.ts'

// Clocks on the screen are this machine's own.
process.env['TZ'] = 'UTC'

/** The screen drawn by Ink alone, as text, and a person's hands on it. */
export type Drawn = {
  readonly stage: Stage
  /** All rows, without colours and without what is blank at their ends. */
  text(): string
  /** The last frame with its colours. */
  frame(): string
  /** What the person types, as the bytes that a terminal sends. */
  type(text: string): void
  press(...keys: readonly string[]): void
  /** Waits until the screen shows something. */
  untilShows(what: string | RegExp | ((text: string) => boolean)): Promise<void>
  untilLacks(what: string): Promise<void>
  resize(size: Size): void
  /** It is so many milliseconds after noon. */
  setClock(afterNoonMs: number): void
  /** With which reports the screen was quit. */
  readonly quits: (readonly StopReport[])[]
  readonly suspensions: () => number
}

const bytes: Readonly<Record<string, string>> = {
  Enter: '\r',
  Escape: '\x1b',
  Tab: '\t',
  BTab: '\x1b[Z',
  Up: '\x1b[A',
  Down: '\x1b[B',
  Right: '\x1b[C',
  Left: '\x1b[D',
  PageUp: '\x1b[5~',
  PageDown: '\x1b[6~',
  Home: '\x1b[H',
  End: '\x1b[F',
  BSpace: '\x7f',
  DC: '\x1b[3~',
  Space: ' ',
}

export type DrawOptions = { readonly size?: Size; readonly colours?: boolean; readonly theme?: 'normal' | 'contrast' }

/** Draws the screen over a made-up runtime. */
export function draw({ living, client }: MadeRuntime, options: DrawOptions = {}): Drawn {
  const { size = { columns: 80, rows: 24 }, colours = false, theme = 'normal' } = options
  const keyboard = Object.assign(new EventEmitter(), { resume() {}, pause() {} })
  const router = createInput(keyboard)
  const quits: (readonly StopReport[])[] = []
  let [suspensions, nowMs] = [0, noonMs]
  const view = render(<Text> </Text>)
  Object.defineProperties(view.stdout, {
    columns: { configurable: true, get: () => stage.desk.now().screen.size.columns },
    rows: { configurable: true, get: () => stage.desk.now().screen.size.rows },
  })
  const stage = openStage({
    ...{ living, client, size, theme, colours, router, leaveKey: 'C-]' },
    home: { cwd: '/shop', environment: () => ({}) },
    now: () => ({ nowMs, bootedAtMs: undefined }),
    place: () => {},
    suspend: () => {
      suspensions += 1
    },
    quit: reports => quits.push(reports),
  })
  router.ink.on('data', (chunk: Buffer) => view.stdin.write(chunk.toString()))
  view.rerender(
    <SightContext value={{ nows: stage.nows, colours }}>
      <App desk={stage.desk} shown={stage.body} />
    </SightContext>,
  )
  onTestFinished(() => {
    view.unmount()
    stage.close()
    router.close()
  })

  const frame = (): string => view.lastFrame() ?? ''
  const text = (): string =>
    frame()
      .replace(/\x1b\[[\d;:]*m/g, '')
      .split('\n')
      .map(row => row.trimEnd())
      .join('\n')
  const type = (typed: string): void => void keyboard.emit('data', Buffer.from(typed))
  return {
    stage,
    text,
    frame,
    type,
    press(...keys) {
      for (const key of keys)
        type(bytes[key] ?? (/^C-./.test(key) ? String.fromCharCode(key.charCodeAt(2) & 0x1f) : key))
    },
    async untilShows(what) {
      const shows = (): boolean => {
        if (typeof what === 'function') return what(text())
        return typeof what === 'string' ? text().includes(what) : what.test(text())
      }
      await until(shows, { what: `the screen to show ${what}`, timeoutMs: 5_000, everyMs: 2, show: text })
    },
    async untilLacks(what) {
      await until(() => !text().includes(what), {
        what: `${what} to be gone`,
        timeoutMs: 5_000,
        everyMs: 2,
        show: text,
      })
    },
    resize: stage.resize,
    setClock(afterNoonMs) {
      nowMs = noonMs + afterNoonMs
      stage.desk.change(() => ({ clocks: { nowMs, bootedAtMs: undefined } }))
    },
    quits,
    suspensions: () => suspensions,
  }
}
