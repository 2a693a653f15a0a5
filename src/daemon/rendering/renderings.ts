import { Fault } from '../../core/fault.ts'
import type { Rendered } from '../../protocol/verbs/render.ts'

/** Renderings that are under way, each taken a piece at a time by whoever asked for it. */
export type Renderings = {
  begin(pieces: AsyncGenerator<string>): Promise<Rendered>
  /** The next piece of the one that a cursor stands for. */
  next(cursor: string): Promise<Rendered>
  close(): void
}

export type RenderingsOptions = { readonly randomBytes: (count: number) => Uint8Array; readonly keptMs?: number }

/** Each takes some megabytes while it is under way. */
const mostOpen = 8

/** Who takes a piece takes the next one at once; who does not has gone. */
const usualKeptMs = 60_000

/** A piece is complete when it is this long, or has taken this long: then whoever waits knows that it goes on. */
const pieceUnits = 128 * 1024
const pieceMs = 1_000

type Waiting = { readonly pieces: AsyncGenerator<string>; readonly timer: NodeJS.Timeout }

/** Opens it with nothing under way. */
export function openRenderings({ randomBytes, keptMs = usualKeptMs }: RenderingsOptions): Renderings {
  const waiting = new Map<string, Waiting>()
  let working = 0

  async function takeNext(pieces: AsyncGenerator<string>): Promise<Rendered> {
    working += 1
    try {
      const { text, isOver } = await collect(pieces)
      return { text, cursor: isOver ? undefined : keep(pieces) }
    } finally {
      working -= 1
    }
  }

  function keep(pieces: AsyncGenerator<string>): string {
    const cursor = Buffer.from(randomBytes(16)).toString('hex')
    const timer = setTimeout(() => giveUp(cursor), keptMs)
    timer.unref()
    waiting.set(cursor, { pieces, timer })
    return cursor
  }

  function giveUp(cursor: string): void {
    void waiting.get(cursor)?.pieces.return(undefined)
    waiting.delete(cursor)
  }

  return {
    async begin(pieces) {
      if (working + waiting.size >= mostOpen) throw busyFault()
      return takeNext(pieces)
    },
    async next(cursor) {
      const found = waiting.get(cursor)
      if (!found) throw goneFault()
      clearTimeout(found.timer)
      waiting.delete(cursor)
      return takeNext(found.pieces)
    },
    close() {
      for (const [cursor, { timer }] of [...waiting]) {
        clearTimeout(timer)
        giveUp(cursor)
      }
    },
  }
}

async function collect(pieces: AsyncGenerator<string>): Promise<{ readonly text: string; readonly isOver: boolean }> {
  const startedMs = performance.now()
  let text = ''
  while (text.length < pieceUnits && performance.now() - startedMs < pieceMs) {
    const next = await pieces.next()
    if (next.done) return { text, isOver: true }
    text += next.value
  }
  return { text, isOver: false }
}

function busyFault(): Fault {
  const message = `${mostOpen} runs are being rendered, which is as many as there may be at once`
  return new Fault({ code: 'refused', message, hint: 'try again when one of them is done' })
}

function goneFault(): Fault {
  const message = 'this rendering is not under way: it was taken to its end, or not gone on with for a minute'
  return new Fault({ code: 'invalid-cursor', message, hint: 'begin it again' })
}
