import { onTestFinished } from 'vitest'
import type { OutputSource } from '../../../src/client/client.ts'
import type { Size, Stream } from '../../../src/core/output.ts'
import { type LogOptions, openLog } from '../../../src/log/append.ts'
import { openReader } from '../../../src/log/read.ts'
import type { Pane } from '../../../src/tui/pane.ts'
import { tmpDir } from '../../tmp.ts'
import { until } from '../../until.ts'

/** A run's output that grows when a test says so. */
export type Run = {
  readonly source: OutputSource
  /** How often its files were read, and how many bytes came of it. */
  readonly reads: () => { readonly pages: number; readonly bytes: number }
  print(text: string | Uint8Array, stream?: Stream): Promise<void>
  /** As `print`, without waiting until it can be read. */
  flood(text: string, times: number): Promise<void>
}

/** Opens a run with nothing printed yet. */
export async function openRun(options?: LogOptions): Promise<Run> {
  const folder = tmpDir()
  const log = await openLog(folder, options)
  onTestFinished(() => log.close())
  const reader = openReader(folder)
  let [pages, bytes, timeMs] = [0, 0, Date.UTC(2026, 0, 1)]
  const append = (text: string | Uint8Array, stream: Stream) => {
    timeMs += 1000
    log.append(stream, Buffer.from(text), timeMs)
  }
  return {
    source: {
      ...reader,
      read: async order => {
        const page = await reader.read(order)
        pages += 1
        bytes += page.chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0)
        return page
      },
      grew: wake => log.onGrow(wake),
    },
    reads: () => ({ pages, bytes }),
    async print(text, stream = 'stdout') {
      append(text, stream)
      await log.flush()
    },
    async flood(text, times) {
      for (let count = 0; count < times; count++) {
        append(text, 'stdout')
        if (count % 16 === 0) await log.flush()
      }
      await log.flush()
    },
  }
}

/** A painter of one pane: asks for rows when the pane says that they changed, as the compositor does. */
export type Watched = {
  readonly shown: () => readonly string[]
  /** The rows without their colours and what is blank at their ends. */
  readonly text: () => readonly string[]
  /** The first row of each paint. */
  readonly all: () => readonly string[]
  readonly paints: () => number
}

export function watch(pane: Pane, size: Size): Watched {
  let rows = pane.rows(size)
  const all = [rows[0] ?? '']
  let isDue = false
  const stop = pane.onChange(() => {
    if (isDue) return
    isDue = true
    setImmediate(() => {
      isDue = false
      rows = pane.rows(size)
      all.push(rows[0]?.trimEnd() ?? '')
    })
  })
  onTestFinished(() => {
    stop()
    pane.close()
  })
  return {
    shown: () => rows,
    text: () => rows.map(row => row.replace(/\x1b\[[\d;:]*m/g, '').trimEnd()),
    all: () => all,
    paints: () => all.length,
  }
}

/** Waits until a pane shows these rows, from the first one on. */
export async function untilShows({ text }: Watched, rows: readonly string[]): Promise<void> {
  await until(() => rows.every((row, at) => text()[at] === row), {
    what: `the pane to show\n${rows.join('\n')}`,
    timeoutMs: 5_000,
    everyMs: 2,
    show: () => text().join('\n'),
  })
}
