/** A control sequence by what it is: `?h` and `1049` for `CSI ? 1049 h`, ` q` and `2` for `CSI 2 SP q`. */
export type Control = { readonly name: string; readonly numbers: string }

const form = /^([<=>?]?)([\d:;]*)([ -/]*[@-~])$/

/** Reads what follows the introducer; undefined for what no terminal makes sense of. Controls among it are other matters. */
export function parseControl(text: string): Control | undefined {
  const [, prefix, numbers, rest] = form.exec(text.replace(notPrinted, '')) ?? []
  if (prefix === undefined || numbers === undefined || rest === undefined) return undefined
  return { name: prefix + rest, numbers }
}

const notPrinted = /[^ -~]/g

/** The numbers of a sequence; what is left out is 0. */
export function numbersOf({ numbers }: Control): readonly number[] {
  return numbers.split(/[;:]/).map(Number)
}

/**
 * Controls that a terminal answers: its kind, status, place of the cursor, modes, version, keyboard, colours, checksums, settings,
 * and macros, of which nobody knows what is in them.
 */
const questions: ReadonlySet<string> = new Set([
  ...['c', '>c', '=c', 'n', '?n', 'x', '$p', '?$p', '>q', '> q', '?u', '&u', '$u', '?m', '?g', '?S'],
  ...['*y', '$w', '"v', "'|", '#|', '#R', '#S', '*z'],
])

/** Of the orders to a window those that it answers. */
const windowQuestions: ReadonlySet<number> = new Set([11, 13, 14, 15, 16, 18, 19, 20, 21])

/** Whether a terminal would answer. */
export function isQuestion(control: Control): boolean {
  if (control.name === 't') return windowQuestions.has(numbersOf(control)[0] ?? 0)
  return questions.has(control.name)
}
