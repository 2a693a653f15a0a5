/** What a hand does with the mouse; x and y are cells from the top left corner, 0-based. */
export type MouseAct = {
  readonly button: 'left' | 'middle' | 'right' | 'wheel-up' | 'wheel-down'
  /** A wheel is only pressed; `click` is press and release. */
  readonly action?: 'press' | 'release' | 'click' | 'drag'
  readonly x: number
  readonly y: number
}

const codes = { left: 0, middle: 1, right: 2, 'wheel-up': 64, 'wheel-down': 65 }
const moving = 32

/** What a terminal sends for it in the SGR notation, which every program of today asks for. */
export function mouseBytes({ button, action = 'click', x, y }: MouseAct): string {
  const code = codes[button]
  const report = (number: number, final: 'M' | 'm'): string => `\x1b[<${number};${x + 1};${y + 1}${final}`
  if (code >= codes['wheel-up'] || action === 'press') return report(code, 'M')
  if (action === 'release') return report(code, 'm')
  if (action === 'drag') return report(code + moving, 'M')
  return report(code, 'M') + report(code, 'm')
}
