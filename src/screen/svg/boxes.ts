import { cellHeight, cellWidth, round } from './grid.ts'

/** How a character that joins its neighbours is drawn: strokes from the middle to edges, a corner, or a block. */
type Drawing =
  | { readonly arms: string }
  | { readonly corner: 'right down' | 'left down' | 'right up' | 'left up' }
  | { readonly block: readonly [x: number, y: number, width: number, height: number] }

const armed = {
  '─': 'lr',
  '│': 'ud',
  '┌': 'rd',
  '┐': 'ld',
  '└': 'ru',
  '┘': 'lu',
  '╴': 'l',
  '╵': 'u',
  '╶': 'r',
  '╷': 'd',
}
const crossed = { '├': 'urd', '┤': 'uld', '┬': 'lrd', '┴': 'lru', '┼': 'lrud' }
const corners = { '╭': 'right down', '╮': 'left down', '╰': 'right up', '╯': 'left up' } as const

const drawings = new Map<string, Drawing>([
  ...Object.entries({ ...armed, ...crossed }).map(([char, arms]): [string, Drawing] => [char, { arms }]),
  ...Object.entries(corners).map(([char, corner]): [string, Drawing] => [char, { corner }]),
  // Lower blocks from an eighth to all, then left ones from all to an eighth.
  ...Array.from('▁▂▃▄▅▆▇█', (char, n): [string, Drawing] => [char, { block: [0, 1 - (n + 1) / 8, 1, (n + 1) / 8] }]),
  ...Array.from('▉▊▋▌▍▎▏', (char, n): [string, Drawing] => [char, { block: [0, 0, (7 - n) / 8, 1] }]),
  ['▀', { block: [0, 0, 1, 0.5] }],
  ['▐', { block: [0.5, 0, 0.5, 1] }],
])

/** Whether a character is drawn as lines or a block, so that it joins its neighbours in any font. */
export function isDrawn(char: string): boolean {
  return drawings.has(char)
}

/** Strokes and fills of drawn characters of one colour, as path data. */
export type Paths = { stroke: string; fill: string }

/** Adds a character's path at a cell. */
export function draw(paths: Paths, char: string, at: { readonly x: number; readonly y: number }): void {
  const drawing = drawings.get(char)
  if (drawing === undefined) return
  const [left, top] = [at.x * cellWidth, at.y * cellHeight]
  if ('block' in drawing) paths.fill += blockPath(drawing.block, left, top)
  else if ('corner' in drawing) paths.stroke += cornerPath(drawing.corner, left, top)
  else for (const arm of drawing.arms) paths.stroke += armPath(arm, left, top)
}

function armPath(arm: string, left: number, top: number): string {
  const [x, y] = [left + cellWidth / 2, top + cellHeight / 2]
  if (arm === 'l') return `M${round(left)} ${round(y)}H${round(x)}`
  if (arm === 'r') return `M${round(x)} ${round(y)}H${round(left + cellWidth)}`
  if (arm === 'u') return `M${round(x)} ${round(top)}V${round(y)}`
  return `M${round(x)} ${round(y)}V${round(top + cellHeight)}`
}

function cornerPath(corner: string, left: number, top: number): string {
  const [x, y] = [left + cellWidth / 2, top + cellHeight / 2]
  const endX = corner.startsWith('right') ? left + cellWidth : left
  const endY = corner.endsWith('down') ? top + cellHeight : top
  const radius = cellWidth / 2
  const bendY = corner.endsWith('down') ? y + radius : y - radius
  return `M${round(x)} ${round(endY)}V${round(bendY)}Q${round(x)} ${round(y)} ${round(endX)} ${round(y)}`
}

function blockPath([x, y, width, height]: readonly number[], left: number, top: number): string {
  const [wide, high] = [(width ?? 1) * cellWidth, (height ?? 1) * cellHeight]
  const start = `M${round(left + (x ?? 0) * cellWidth)} ${round(top + (y ?? 0) * cellHeight)}`
  return `${start}h${round(wide)}v${round(high)}h${round(-wide)}z`
}

/** Path data with strokes that go on in a straight line made one. */
export function joinStrokes(path: string): string {
  const lines = new Map<string, number>()
  const kept: string[] = []
  for (const [part, start, across, kind, end] of path.matchAll(/M([\d.]+) ([\d.]+)([HV])([\d.]+)(?=M|$)|M[^M]+/g)) {
    if (start === undefined || across === undefined || kind === undefined || end === undefined) {
      kept.push(part)
      continue
    }
    const [from, level] = kind === 'H' ? [start, across] : [across, start]
    const before = lines.get(`${kind} ${level} ${from}`)
    const index = before ?? kept.length
    kept[index] = before === undefined ? part : (kept[before] ?? part).replace(/[HV][\d.]+$/, `${kind}${end}`)
    lines.delete(`${kind} ${level} ${from}`)
    lines.set(`${kind} ${level} ${end}`, index)
  }
  return kept.join('')
}
