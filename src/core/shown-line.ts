import { lastState, nextStyle } from './redraw.ts'
import { createSanitiser, type Keep } from './sanitise.ts'

/** Makes the lines of one stream fit to be shown, one after the other: redraws collapsed, nothing but text and colours. */
export type LineCleaner = {
  clean(line: { readonly text: string; readonly complete: boolean }): string
}

/**
 * Starts one. A sequence that goes on over a cut line or a line's end does not leak, and neither does a colour: each
 * line begins with the colours that hold there and ends with none.
 */
export function createLineCleaner({ keep }: Keep): LineCleaner {
  const sanitiser = createSanitiser({ keep })
  let style = ''

  function paint(shown: string): string {
    const begun = style
    for (const [sequence] of shown.matchAll(colours)) style = nextStyle(style, sequence)
    return begun === '' && !shown.includes('\x1b') ? shown : `${begun}${shown}\x1b[0m`
  }

  return {
    clean({ text, complete }) {
      const shown = sanitiser.push(complete ? `${lastState(text)}\n` : lastState(text)).replaceAll('\n', '')
      return keep === 'colour' ? paint(shown) : shown
    },
  }
}

const colours = /\x1b\[[\d:;]*m/g

/** A line that was cleaned with its colours, without them. */
export function withoutColours(shown: string): string {
  return shown.replace(colours, '')
}
