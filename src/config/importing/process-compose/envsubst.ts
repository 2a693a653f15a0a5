/** A stretch of a text: as it stands, or a variable, with what is done to its value. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'variable'
      readonly name: string
      /** `:-` and its like, `^^`, `#`, `/` …; nothing when the value is meant as it is. */
      readonly operator: string
      readonly operand: string
      /** All of it, as it is written. */
      readonly written: string
    }

/**
 * Splits a text at its `${…}`; `$$` is a dollar sign. `$NAME` is one too where it is `bare`, as the tool's documentation has it;
 * in a line for the shell it is left to the shell, which comes to the same.
 */
export function parseSubstitutions(text: string, bare: boolean): readonly Part[] {
  const parts: Part[] = []
  let literal = ''
  let at = 0
  while (at < text.length) {
    const variable = text.startsWith('${', at) ? readVariable(text, at) : bare ? readBare(text, at) : undefined
    if (variable) {
      if (literal !== '') parts.push({ kind: 'text', text: literal })
      literal = ''
      parts.push(variable)
      at += variable.written.length
    } else {
      literal += text.charAt(at)
      at += text.startsWith('$$', at) ? 2 : 1
    }
  }
  if (literal !== '') parts.push({ kind: 'text', text: literal })
  return parts
}

const name = /\$([A-Za-z_][A-Za-z0-9_]*)/y

function readBare(text: string, at: number): Extract<Part, { kind: 'variable' }> | undefined {
  name.lastIndex = at
  const [written, found] = name.exec(text) ?? []
  return written === undefined || found === undefined
    ? undefined
    : { kind: 'variable', name: found, operator: '', operand: '', written }
}

const head = /\$\{(#?)([A-Za-z0-9_-]+)(:[-=?+]|=|\^\^?|,,?|##?|%%?|\/[/#%]?|:)?/y

function readVariable(text: string, at: number): Extract<Part, { kind: 'variable' }> | undefined {
  head.lastIndex = at
  const [begun, length, found, operator = ''] = head.exec(text) ?? []
  if (begun === undefined || found === undefined) return undefined
  const close = closeOf(text, at + begun.length)
  if (close === undefined) return undefined
  const operand = text.slice(at + begun.length, close)
  if (operator === '' && operand !== '') return undefined
  return {
    kind: 'variable',
    name: found,
    operator: length ? 'length' : operator,
    operand,
    written: text.slice(at, close + 1),
  }
}

/** Where the brace closes; others may stand in between. */
function closeOf(text: string, from: number): number | undefined {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith('${', at)) depth += 1
    if (text.charAt(at) !== '}') continue
    if (depth === 0) return at
    depth -= 1
  }
  return undefined
}

/** The operators that give a value where there is none. */
export const fallbacks: readonly string[] = [':-', ':=', '=']

/** What an operator makes of a value; undefined when it is not known. */
export function operate(value: string, operator: string, operand: string): string | undefined {
  const characters = [...value]
  const [first = '', ...rest] = characters
  switch (operator) {
    case '':
      return value
    case 'length':
      return String(characters.length)
    case '^':
      return first.toUpperCase() + rest.join('')
    case '^^':
      return value.toUpperCase()
    case ',':
      return first.toLowerCase() + rest.join('')
    case ',,':
      return value.toLowerCase()
    case ':':
      return slice(characters, operand)
    case '#':
    case '##':
    case '%':
    case '%%':
      return trim(value, operator, operand)
    case '/':
    case '//':
    case '/#':
    case '/%':
      return replace(value, operator, operand)
    default:
      return fallbacks.includes(operator) ? value || operand : undefined
  }
}

function slice(characters: readonly string[], operand: string): string | undefined {
  const [from = Number.NaN, length = characters.length] = operand.split(':').map(Number)
  if (!Number.isInteger(from) || !Number.isInteger(length)) return undefined
  return characters.slice(from, from + length).join('')
}

/** Takes off what fits the pattern at one end, as little or as much as possible. */
function trim(value: string, operator: string, pattern: string): string {
  const isFront = operator.startsWith('#')
  const lengths = Array.from({ length: value.length + 1 }, (_, length) => length)
  for (const length of operator.length === 2 ? lengths.toReversed() : lengths) {
    const piece = isFront ? value.slice(0, length) : value.slice(value.length - length)
    if (!fits(piece, pattern)) continue
    return isFront ? value.slice(length) : value.slice(0, value.length - length)
  }
  return value
}

/** Whether a text fits a pattern with `*` and `?`; goes back at most to the last star, so that no pattern takes long. */
function fits(text: string, pattern: string): boolean {
  let [at, inPattern] = [0, 0]
  let star: { readonly inPattern: number; at: number } | undefined
  while (at < text.length) {
    const wanted = pattern.charAt(inPattern)
    if (wanted === '*') {
      star = { inPattern, at }
      inPattern += 1
    } else if (wanted !== '' && (wanted === '?' || wanted === text.charAt(at))) {
      at += 1
      inPattern += 1
    } else if (star) {
      star.at += 1
      at = star.at
      inPattern = star.inPattern + 1
    } else return false
  }
  return /^\**$/.test(pattern.slice(inPattern))
}

function replace(value: string, operator: string, operand: string): string {
  const [, from = '', to = ''] = /^((?:\\.|[^/\\])*)(?:\/(.*))?$/s.exec(operand) ?? []
  const wanted = from.replaceAll(/\\(.)/gs, '$1')
  if (wanted === '') return value
  if (operator === '//') return value.replaceAll(wanted, () => to)
  if (operator === '/#') return value.startsWith(wanted) ? to + value.slice(wanted.length) : value
  if (operator === '/%') return value.endsWith(wanted) ? value.slice(0, -wanted.length) + to : value
  return value.replace(wanted, () => to)
}
