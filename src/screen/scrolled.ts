import type { Lines, Terminal } from './xterm.ts'

/** Counts the rows that have left the normal screen's scrollback. */
export function countDropped({ core, buffer }: Terminal): () => number {
  let dropped = 0
  let watched: Lines | undefined
  const watch = () => {
    // A reset puts a new buffer in the place of the old one.
    const { lines } = core.buffers.normal
    if (lines === watched) return
    watched = lines
    lines.onTrim(amount => {
      dropped += amount
    })
  }
  watch()
  buffer.onBufferChange(watch)
  return () => dropped
}
