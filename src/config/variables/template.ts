/** A stretch of a text: as it stands, or a variable to be filled in. `at` and `end` are its place in the text. */
export type Piece =
  | { readonly kind: 'literal'; readonly text: string; readonly at: number; readonly end: number }
  | {
      readonly kind: 'variable'
      readonly name: string
      readonly fallback: readonly Piece[] | undefined
      readonly at: number
      readonly end: number
    }

export type Template =
  | { readonly ok: true; readonly pieces: readonly Piece[] }
  | { readonly ok: false; readonly at: number; readonly end: number; readonly message: string; readonly hint: string }

/** Finds `${NAME}`, `${NAME:-fallback}` and `$$` (a dollar sign) in a text; every other `$` stands for itself. */
export function parseTemplate(text: string): Template {
  const pieces: Piece[] = []
  const refusal = readPieces({ text, pieces, depth: 0 }, 0)
  return typeof refusal === 'number' ? { ok: true, pieces } : refusal
}

type Reading = { readonly text: string; readonly pieces: Piece[]; readonly depth: number }
type Refusal = Extract<Template, { ok: false }>

// A fallback may hold variables with fallbacks, but nobody needs many: deep nesting would only exhaust the stack.
const deepest = 20

/** Reads up to the end, or inside a fallback up to its closing brace; answers with where that is. */
function readPieces(reading: Reading, start: number): number | Refusal {
  const { text, pieces, depth } = reading
  let at = start
  while (at < text.length) {
    const stop = nextStop(text, at, depth)
    if (stop > at) pieces.push({ kind: 'literal', text: text.slice(at, stop), at, end: stop })
    at = stop
    if (text[at] !== '$') return at
    const next = text.startsWith('${', at) ? readVariable(reading, at) : readDollar(reading, at)
    if (typeof next !== 'number') return next
    at = next
  }
  return at
}

function nextStop(text: string, at: number, depth: number): number {
  const dollar = text.indexOf('$', at)
  const brace = depth > 0 ? text.indexOf('}', at) : -1
  const stops = [dollar, brace].filter(stop => stop >= 0)
  return stops.length > 0 ? Math.min(...stops) : text.length
}

function readDollar({ text, pieces }: Reading, at: number): number {
  const end = text[at + 1] === '$' ? at + 2 : at + 1
  pieces.push({ kind: 'literal', text: '$', at, end })
  return end
}

const variable = /\$\{([A-Za-z_][A-Za-z0-9_]*)(\}|:-)/y

function readVariable({ text, pieces, depth }: Reading, at: number): number | Refusal {
  variable.lastIndex = at
  const [whole, name, tail] = variable.exec(text) ?? []
  if (whole === undefined || name === undefined) return refuseForm(text, at)
  if (tail === '}') {
    pieces.push({ kind: 'variable', name, fallback: undefined, at, end: at + whole.length })
    return at + whole.length
  }
  if (depth >= deepest) return refuse(at, at + whole.length, 'variables stand too deep in each other')
  const fallback: Piece[] = []
  const close = readPieces({ text, pieces: fallback, depth: depth + 1 }, at + whole.length)
  if (typeof close !== 'number') return close
  if (text[close] !== '}') return refuse(at, at + whole.length, `\`${whole}\` is never closed`)
  pieces.push({ kind: 'variable', name, fallback, at, end: close + 1 })
  return close + 1
}

function refuseForm(text: string, at: number): Refusal {
  const close = text.indexOf('}', at)
  if (close < 0) return refuse(at, at + 2, '`${` is never closed')
  return refuse(at, close + 1, `\`${text.slice(at, close + 1)}\` is no form of a variable that skep knows`)
}

const forms = `skep knows \`\${NAME}\` and \`\${NAME:-fallback}\`; to hand \`\${\` on as it is, write \`$\${\``

function refuse(at: number, end: number, message: string): Refusal {
  return { ok: false, at, end, message, hint: forms }
}
