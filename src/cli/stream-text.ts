import { createSanitiser } from '../core/sanitise.ts'
import { type PrefixStyle, renderPrefix } from './prefix.ts'
import type { StreamRender } from './stream.ts'

/** A stream as people read it: each line behind the name of its worker. */
export function toTextStream(style: PrefixStyle): StreamRender {
  return {
    line: (name, _run, { text }) => `${renderPrefix(name, style)}${clean(text, style)}\n`,
    event: (name, { message }) => `${renderPrefix(name, style)}· ${message}\n`,
  }
}

/** Nothing that a worker prints reaches our terminal but text and, where there are colours, its colours. */
function clean(text: string, { colour }: PrefixStyle): string {
  const shown = createSanitiser({ keep: colour ? 'colour' : 'nothing' }).push(text)
  return colour ? `${shown}\x1b[0m` : shown
}
