import { type Pty, type PtyOrder, startOnPty } from '../test/scenes/pty.ts'
import { pause } from './ground.ts'

/** Somebody who looks at a terminal with a program on it, and types. */
export type Looker = {
  readonly pty: Pty
  /** Resolves when the text has come since the last time. */
  untilShows(text: string): Promise<void>
  /** Resolves when all of these have come. */
  untilAllShown(words: readonly string[]): Promise<void>
  /** Resolves when nothing has come for a while. */
  untilQuiet(): Promise<void>
  /** Types letters one by one and answers how long each took to be shown, in ms. */
  typeAll(keys: number): Promise<number[]>
  /** Ends the program and waits until it has ended. */
  end(): Promise<void>
}

const betweenKeysMs = 20
const giveUpKeyMs = 5_000
/** Some of the others wait for all of theirs, and for longer than anybody measures. */
const graceMs = 1_000

export function look(order: Omit<PtyOrder, 'columns' | 'rows'>): Looker {
  const pty = startOnPty({ ...order, columns: 120, rows: 40 })
  const ended = new Promise(resolve => pty.onExit(resolve))
  let all = ''
  let lastMs = performance.now()
  let listener = (_: string): void => undefined
  pty.onData(text => {
    lastMs = performance.now()
    all = (all + text).slice(-100_000)
    listener(all)
  })

  function when(shows: (all: string) => boolean, what: string, giveUpMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${what} was not shown:\n${all.slice(-2_000)}`)), giveUpMs)
      listener = shown => {
        if (!shows(shown)) return
        listener = () => undefined
        clearTimeout(timer)
        resolve()
      }
      listener(all)
    })
  }

  async function key(letter: string): Promise<number> {
    all = ''
    const startMs = performance.now()
    const shown = when(now => now.includes(letter), letter, giveUpKeyMs).catch(() => undefined)
    pty.write(letter)
    await shown
    return performance.now() - startMs
  }

  return {
    pty,
    async untilShows(text) {
      await when(shown => shown.includes(text), text, 120_000)
      all = ''
    },
    async untilAllShown(words) {
      await when(shown => words.every(word => shown.includes(word)), words.join(', '), 20_000)
      all = ''
    },
    async untilQuiet() {
      lastMs = performance.now()
      while (performance.now() - lastMs < 300) await pause(20)
    },
    async typeAll(keys) {
      const times: number[] = []
      for (let at = 0; at < keys; at += 1) {
        times.push(await key('QZXJKVW'.charAt(at % 7)))
        await pause(betweenKeysMs)
      }
      return times
    },
    async end() {
      process.kill(pty.pid, 'SIGTERM')
      const stubborn = setTimeout(() => process.kill(pty.pid, 'SIGKILL'), graceMs)
      await ended
      clearTimeout(stubborn)
    },
  }
}
