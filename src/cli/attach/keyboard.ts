import { createTokeniser, pasteEndMs, restMs } from '../../core/input/tokeniser.ts'
import type { Doors } from '../doors.ts'
import type { Gate } from './gate.ts'

/** Two presses of one key come within this, also of a slow hand; who wants to leave hardly notices it. */
const secondPressMs = 300

export type KeyboardListeners = {
  /** What goes to the program. */
  typed(bytes: Uint8Array): void
  /** The person has left. */
  left(): void
  /** There is no keyboard any more. */
  gone(): void
}

/** Reads keys from our terminal through a gate; the function that comes back ends that. */
export function readKeys(stdin: Doors['stdin'], gate: Gate, { typed, left, gone }: KeyboardListeners): () => void {
  const tokeniser = createTokeniser()
  let restTimer: NodeJS.Timeout | undefined
  let leaveTimer: NodeJS.Timeout | undefined

  const read = (bytes: Uint8Array): void => {
    clearTimeout(restTimer)
    take(tokeniser.push(bytes))
    const { awaits } = tokeniser
    if (awaits !== 'nothing') restTimer = setTimeout(giveUp, awaits === 'rest' ? restMs : pasteEndMs)
  }
  const giveUp = (): void => take(tokeniser.flush())

  function take(tokens: ReturnType<typeof tokeniser.push>): void {
    const bytes = gate.take(tokens)
    if (bytes.length > 0) typed(bytes)
    if (gate.state !== 'pressed') clearTimeout(leaveTimer)
    if (gate.state === 'pressed') leaveTimer ??= setTimeout(left, secondPressMs)
    else leaveTimer = undefined
    if (gate.state === 'left') left()
  }

  stdin.on('data', read)
  stdin.on('end', gone)
  stdin.on('error', gone)
  stdin.resume()
  return () => {
    clearTimeout(restTimer)
    clearTimeout(leaveTimer)
    stdin.pause()
    stdin.off('data', read)
    stdin.off('end', gone)
    // A terminal that is gone says so once more when it is given back.
    stdin.off('error', gone)
    stdin.on('error', () => undefined)
  }
}
