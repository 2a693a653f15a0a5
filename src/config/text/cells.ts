const wide =
  /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u
const zero = /\p{Mark}|\u200b|\u200c|\u200d/u

/** How many columns of a terminal a text takes that has no control characters: near enough to put a caret under it. */
export function toCells(text: string): number {
  let cells = 0
  for (const char of text) cells += zero.test(char) ? 0 : wide.test(char) && char > '\u00ff' ? 2 : 1
  return cells
}

/** Pads a text with spaces to a number of columns. */
export function padCells(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - toCells(text)))
}

const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/** Shows control characters as pictures (`␛`, `␊`), so that a file cannot steer the terminal that its text is shown on. */
export function toVisible(text: string): string {
  return text.replace(control, char => {
    const code = char.charCodeAt(0)
    if (code < 0x20) return String.fromCharCode(0x2400 + code)
    return code === 0x7f ? '␡' : '�'
  })
}
