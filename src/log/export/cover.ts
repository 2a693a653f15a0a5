import { damagedFault } from './bundle-fault.ts'
import type { BundleBody } from './bundle-part.ts'

/** Sees to it that parts come in their order, and that chunks and gaps lie end to end with times that do not go back. */
export type Cover = {
  add(part: BundleBody, line: number): void
  /** Nothing more comes: the output must end here. */
  finish(end: number, line: number): void
}

const ranks = { entry: 0, event: 1, chunk: 2, gap: 2 } as const

/** Opens it before the first part. */
export function openCover(): Cover {
  let at = 0
  let timeMs = 0
  let rank = 0

  function goOn(from: number, to: number, line: number): void {
    if (from !== at) throw damagedFault(line, `output from ${at} on`, `what begins at ${from}`)
    at = to
  }

  return {
    add(part, line) {
      if (ranks[part.kind] < rank) throw damagedFault(line, 'more of what came before it', `an ${part.kind} after it`)
      rank = ranks[part.kind]
      if (part.kind === 'gap') goOn(part.gap.from, part.gap.to, line)
      if (part.kind !== 'chunk') return
      const { chunk } = part
      goOn(chunk.offset, chunk.offset + chunk.bytes.length, line)
      if (chunk.timeMs < timeMs) throw damagedFault(line, `a time of ${timeMs} or later`, `${chunk.timeMs}`)
      timeMs = chunk.timeMs
    },
    finish(end, line) {
      if (at !== end) throw damagedFault(line, `the end of the output at ${end}`, `its end at ${at}`)
    },
  }
}
