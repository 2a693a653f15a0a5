import type { Size } from '../core/output.ts'
import type { Core, Params, SequenceName } from './xterm.ts'

/** A sequence of a few bytes may cost as much as pages of text (`CSI 2147483647 L`, or a screenful cleared again and again).
 * So numbers are cut to what can matter, and before each costly one the parser may be stopped: `isLate` is asked, and a
 * promise makes parse return, to go on from there when it is called again. */
export function guardParser(core: Core, size: () => Size, isLate: () => boolean): void {
  const parser = core._inputHandler._parser
  const pauseIfLate = () => isLate() && pause
  const guard = (name: SequenceName, limit: (params: Params) => void) => {
    parser.registerCsiHandler(name, params => {
      limit(params)
      return pauseIfLate()
    })
  }
  const rows = (params: Params) => limitFirst(params, size().rows)
  const columns = (params: Params) => limitFirst(params, size().columns)
  for (const final of ['L', 'M', 'S', 'T']) guard({ final }, rows)
  for (const final of ['I', 'Z', '@', 'P', 'X']) guard({ final }, columns)
  for (const name of sideways) guard(name, columns)
  guard({ final: 'b' }, params => limitFirst(params, size().rows * size().columns))
  guard({ final: 'J' }, params => eraseWhole(core, params))
  for (const name of heavy) guard(name, () => {})
  for (const name of heavyEscapes) parser.registerEscHandler(name, pauseIfLate)
}

const pause = Promise.resolve(false)

const sideways: readonly SequenceName[] = [
  { intermediates: ' ', final: '@' },
  { intermediates: ' ', final: 'A' },
  { intermediates: "'", final: '}' },
  { intermediates: "'", final: '~' },
]

const heavy: readonly SequenceName[] = [
  { prefix: '?', final: 'J' },
  { prefix: '?', final: 'h' },
  { prefix: '?', final: 'l' },
]

const heavyEscapes: readonly SequenceName[] = [{ final: 'c' }, { final: 'M' }, { intermediates: '#', final: '8' }]

function limitFirst({ params }: Params, most: number): void {
  const asked = params[0] ?? 0
  if (asked > most) params[0] = most
}

// Erasing up to the last cell of a screen without scrollback makes this version read a line that is not there. It erases
// the whole screen, and there is another number for that.
function eraseWhole({ buffers: { active } }: Core, { params }: Params): void {
  const atLastRow = active.y + 1 >= active.lines.length
  if (params[0] === 1 && atLastRow && active.x + 1 >= (active.lines.get(active.y)?.length ?? 0)) params[0] = 2
}
