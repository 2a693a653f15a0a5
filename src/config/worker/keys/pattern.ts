import { type Parsed, parsed, type Shape } from '../../shape.ts'

// As long as the door of the socket takes one.
const longest = 4_096

/** A regular expression that a line is held against. */
export const patternShape: Shape<string> = parsed('a regular expression', toPattern)

function toPattern(text: string): Parsed<string> {
  if (text === '') return { ok: false, hint: 'an empty one matches every line: name what the line holds' }
  if (text.length > longest) return { ok: false, expected: `a regular expression of at most ${longest} characters` }
  const fault = faultOf(text)
  return fault === undefined ? { ok: true, value: text } : { ok: false, hint: fault }
}

// Its sentence begins with the whole expression, which stands in the file: what comes last is why.
function faultOf(text: string): string | undefined {
  try {
    new RegExp(text)
    return undefined
  } catch (problem) {
    const message = problem instanceof Error ? problem.message : ''
    return `${message.split(': ').at(-1)?.toLowerCase()}; a character that is meant as such has a backslash before it`
  }
}
