/** A value that a template can name. */
export type GoValue = string | number | boolean | { readonly [name: string]: GoValue }

export type Rendered = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string }

export type Given = {
  readonly values: Readonly<Record<string, GoValue>>
  /** What is done to an action before it is carried out. */
  readonly prepare: (action: string) => string
}

/** Carries out a Go template of the plain kinds: variables, texts, `if`, `and`, `or`, `not`, `eq`, `ne`. */
export function renderGoTemplate(text: string, { values, prepare }: Given): Rendered {
  if (!text.includes('{{')) return { ok: true, text }
  try {
    const rendering: Rendering = { pieces: toPieces(text, prepare), at: 0, values }
    const rendered = renderUntil(rendering, true)
    if (rendering.at < rendering.pieces.length)
      throw new Unknown(`\`${rendering.pieces[rendering.at]?.text}\` closes nothing`)
    return { ok: true, text: rendered }
  } catch (problem) {
    if (problem instanceof Unknown) return { ok: false, why: problem.message }
    throw problem
  }
}

/** What a template holds that is not carried out here, in a sentence. */
class Unknown extends Error {}

type Piece = { readonly kind: 'text' | 'action'; readonly text: string }
type Rendering = { readonly pieces: readonly Piece[]; at: number; readonly values: Readonly<Record<string, GoValue>> }

function toPieces(text: string, prepare: Given['prepare']): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  let trims = false
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', at)) {
    const close = closeOf(text, open + 2)
    const inner = prepare(text.slice(open + 2, close))
    const before = trims ? text.slice(at, open).trimStart() : text.slice(at, open)
    pieces.push({ kind: 'text', text: /^-\s/.test(inner) ? before.trimEnd() : before })
    trims = /\s-$/.test(inner)
    pieces.push({ kind: 'action', text: inner.replace(/^-\s/, '').replace(/\s-$/, '').trim() })
    at = close + 2
  }
  pieces.push({ kind: 'text', text: trims ? text.slice(at).trimStart() : text.slice(at) })
  return pieces
}

/** Where an action closes: outside of its texts. */
function closeOf(text: string, from: number): number {
  let quote = ''
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (quote === '"' && char === '\\') at += 1
    else if (quote !== '') quote = char === quote ? '' : quote
    else if (char === '"' || char === '`') quote = char
    else if (text.startsWith('}}', at)) return at
  }
  throw new Unknown('`{{` is never closed')
}

// As deep as nobody writes by hand.
const deepest = 20

/** Renders up to the `else` or `end` that belongs to what was opened; where nothing is to be shown, it is only gone through. */
function renderUntil(rendering: Rendering, isShown: boolean, depth = 0): string {
  let text = ''
  if (depth > deepest) throw new Unknown('it is nested too deep')
  for (; rendering.at < rendering.pieces.length; rendering.at += 1) {
    const piece = rendering.pieces[rendering.at]
    if (piece?.kind === 'text') text += piece.text
    else if (piece && /^(else|end)\b/.test(piece.text)) break
    else if (piece && /^if\b/.test(piece.text))
      text += renderIf(rendering, { condition: piece.text.slice(2), isShown, depth })
    else if (piece && isShown) text += show(evaluate(piece.text, rendering.values))
  }
  return isShown ? text : ''
}

type Branch = { readonly condition: string; readonly isShown: boolean; readonly depth: number }

function renderIf(rendering: Rendering, { condition, isShown, depth }: Branch): string {
  const holds = isShown && isTrue(evaluate(condition, rendering.values))
  rendering.at += 1
  const first = renderUntil(rendering, holds, depth + 1)
  const next = rendering.pieces[rendering.at]?.text
  if (next === undefined) throw new Unknown('an `if` has no `end`')
  if (next === 'end') return first
  const chained = /^else\s+if\b(.*)$/s.exec(next)
  if (chained)
    return first + renderIf(rendering, { condition: chained[1] ?? '', isShown: isShown && !holds, depth: depth + 1 })
  if (next !== 'else') throw new Unknown(`\`${next}\` is not carried out`)
  rendering.at += 1
  const second = renderUntil(rendering, isShown && !holds, depth + 1)
  if (rendering.pieces[rendering.at]?.text !== 'end') throw new Unknown('an `else` has no `end`')
  return first + second
}

const token = /\s*(?:("(?:\\.|[^"\\])*")|`([^`]*)`|(-?\d+(?:\.\d+)?)(?![\w.])|((?:\.[A-Za-z_]\w*)+)|([a-z]+)|([()]))/y

type Token =
  | { readonly kind: 'value'; readonly value: GoValue }
  | { readonly kind: 'word' | 'sign'; readonly text: string }

function toTokens(written: string, values: Rendering['values']): Token[] {
  const tokens: Token[] = []
  token.lastIndex = 0
  while (token.lastIndex < written.length) {
    const found = token.exec(written)
    if (!found) throw new Unknown(`\`${written}\` is not carried out`)
    const [, quoted, raw, number, path, word, sign] = found
    if (quoted !== undefined) tokens.push({ kind: 'value', value: unquote(quoted) })
    else if (raw !== undefined) tokens.push({ kind: 'value', value: raw })
    else if (number !== undefined) tokens.push({ kind: 'value', value: Number(number) })
    else if (path !== undefined) tokens.push({ kind: 'value', value: valueAtPath(path, values) })
    else tokens.push({ kind: word === undefined ? 'sign' : 'word', text: word ?? sign ?? '' })
  }
  return tokens
}

function unquote(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/gs, (_, escaped: string) => ({ n: '\n', t: '\t' })[escaped] ?? escaped)
}

function valueAtPath(path: string, values: Rendering['values']): GoValue {
  let value: GoValue | undefined = values
  for (const name of path.slice(1).split('.')) {
    value = typeof value === 'object' && Object.hasOwn(value, name) ? value[name] : undefined
    if (value === undefined) throw new Unknown(`there is no variable \`${path}\``)
  }
  return value
}

function evaluate(written: string, values: Rendering['values']): GoValue {
  if (/^\s*\/\*/.test(written)) return ''
  const tokens = toTokens(written.trim(), values)
  const value = readCall(tokens, written)
  if (tokens.length > 0) throw new Unknown(`\`${written.trim()}\` is not carried out`)
  return value
}

/** Reads a value, or a function and what it is given, up to the end or the closing bracket. */
function readCall(tokens: Token[], written: string): GoValue {
  const first = tokens.shift()
  if (first?.kind !== 'word') return readValue(first, tokens, written)
  if (first.text === 'true' || first.text === 'false') return first.text === 'true'
  const given: GoValue[] = []
  while (tokens.length > 0 && !(tokens[0]?.kind === 'sign' && tokens[0].text === ')'))
    given.push(readValue(tokens.shift(), tokens, written))
  const call = functions[first.text]
  if (!call || given.length === 0) throw new Unknown(`\`${first.text}\` is not carried out`)
  return call(given)
}

function readValue(first: Token | undefined, tokens: Token[], written: string): GoValue {
  if (first?.kind === 'value') return first.value
  if (first?.kind === 'word' && (first.text === 'true' || first.text === 'false')) return first.text === 'true'
  if (first?.kind === 'sign' && first.text === '(') {
    const value = readCall(tokens, written)
    const close = tokens.shift()
    if (close?.kind === 'sign' && close.text === ')') return value
  }
  throw new Unknown(`\`${written.trim()}\` is not carried out`)
}

const functions: Readonly<Record<string, (given: readonly GoValue[]) => GoValue>> = {
  and: given => given.find(value => !isTrue(value)) ?? given.at(-1) ?? '',
  or: given => given.find(isTrue) ?? given.at(-1) ?? '',
  not: ([value = '']) => !isTrue(value),
  eq: ([first, ...others]) => others.includes(first ?? ''),
  ne: ([first, second]) => first !== second,
  print: given => given.map(show).join(''),
}

function isTrue(value: GoValue): boolean {
  return typeof value === 'object' ? Object.keys(value).length > 0 : value !== '' && value !== 0 && value !== false
}

function show(value: GoValue): string {
  if (typeof value === 'object') throw new Unknown('a mapping cannot be shown')
  return String(value)
}
