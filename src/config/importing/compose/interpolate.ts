import type { Environment } from '../../environment.ts'
import { problemAt } from '../../text/problem.ts'
import type { Scalar } from '../../tree/tree.ts'
import { escapeDollars } from '../document.ts'
import type { Fields } from '../fields.ts'

type Variable = {
  readonly kind: 'variable'
  readonly name: string
  readonly operator: string
  readonly operand: readonly Piece[]
  /** All of it, as it is written. */
  readonly written: string
}

/** A stretch of a text: as it stands, or a variable. */
export type Piece = { readonly kind: 'text'; readonly text: string } | Variable

const head = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(:?[-?+])?)/y
// Nobody writes more braces into each other, and each takes some of the stack.
const deepest = 20

/** Splits a text at its variables as Compose does; undefined when one has no form that Compose knows. */
export function parsePieces(text: string, depth = 0): readonly Piece[] | undefined {
  const pieces: Piece[] = []
  let at = 0
  while (at < text.length) {
    const dollar = text.indexOf('$', at)
    const end = dollar < 0 ? text.length : dollar
    if (end > at) pieces.push({ kind: 'text', text: text.slice(at, end) })
    if (dollar < 0) break
    const found = readDollar(text, dollar, depth)
    if (!found) return undefined
    pieces.push(found.piece)
    at = found.end
  }
  return pieces
}

type Found = { readonly piece: Piece; readonly end: number }

function readDollar(text: string, at: number, depth: number): Found | undefined {
  if (text[at + 1] === '$') return { piece: { kind: 'text', text: '$' }, end: at + 2 }
  head.lastIndex = at
  const [begun = '', bare, name, operator = ''] = head.exec(text) ?? []
  if (bare !== undefined)
    return {
      piece: { kind: 'variable', name: bare, operator: '', operand: [], written: begun },
      end: at + begun.length,
    }
  // A dollar sign that begins no variable stays what it is.
  if (name === undefined) return text[at + 1] === '{' ? undefined : { piece: { kind: 'text', text: '$' }, end: at + 1 }
  const close = closeOf(text, at + begun.length)
  const inner = close === undefined || depth >= deepest ? undefined : text.slice(at + begun.length, close)
  if (inner === undefined || close === undefined || (operator === '' && inner !== '')) return undefined
  const operand = parsePieces(inner, depth + 1)
  const written = text.slice(at, close + 1)
  return operand && { piece: { kind: 'variable', name, operator, operand, written }, end: close + 1 }
}

function closeOf(text: string, from: number): number | undefined {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith('${', at)) depth += 1
    if (text[at] !== '}') continue
    if (depth === 0) return at
    depth -= 1
  }
  return undefined
}

/** The pieces of a text of the file; a variable of no known form is reported. */
export function piecesOf({ text, place }: Scalar, { importing }: Fields): readonly Piece[] {
  const pieces = text.includes('$') ? parsePieces(text) : [{ kind: 'text', text } as const]
  const hint =
    'Compose knows NAME, NAME:-x, NAME:?x and NAME:+x in braces after a dollar sign, and `$$` for a dollar sign'
  if (!pieces)
    importing.report(() => problemAt(place, { message: 'a variable here has no form that Compose knows', hint }))
  return pieces ?? []
}

/** A text as a `skep.yaml` writes it: variables are filled in when that is read. */
export function toTemplate(scalar: Scalar, { fields, variables }: Texts): string {
  return templateOf(
    piecesOf(scalar, fields),
    what => fields.importing.note(scalar.place, what, fields.worker),
    variables,
  )
}

/** What texts are read with: whose they are, and what variables are set now. */
export type Texts = { readonly fields: Fields; readonly variables: Environment }

/** The same of pieces; what is said otherwise is told. */
export function templateOf(pieces: readonly Piece[], tell: (what: string) => void, variables: Environment): string {
  const joined = joinTexts(pieces)
  return joined.map((piece, index) => (piece.kind === 'text' ? literalOf(piece, index) : variableOf(piece))).join('')

  // A dollar sign right before a variable would take away its meaning.
  function literalOf({ text }: { readonly text: string }, index: number): string {
    return index < joined.length - 1 ? escapeDollars(`${text}{`).slice(0, -1) : escapeDollars(text)
  }

  function variableOf({ name, operator, operand, written }: Variable): string {
    if (operator === '') return `\${${name}:-}`
    if (operator.endsWith('+')) {
      tell(`\`${written}\` is what it comes to now, since skep knows no such form`)
      return isSet(variables, name, operator) ? templateOf(operand, tell, variables) : ''
    }
    if (operator.endsWith('?')) {
      tell(`\`${written}\`: when ${name} is not set, skep says so in its own words`)
      return `\${${name}}`
    }
    if (operator === '-') tell(`\`${written}\`: an empty ${name} counts as none here`)
    return `\${${name}:-${templateOf(operand, tell, variables)}}`
  }
}

function joinTexts(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (piece.kind === 'text' && last?.kind === 'text')
      joined.splice(-1, 1, { kind: 'text', text: last.text + piece.text })
    else joined.push(piece)
  }
  return joined
}

/** What a text comes to now, for what has to be known at once; that it depends on variables is noted. */
export function toNow(scalar: Scalar, { fields, variables }: Texts): string {
  const pieces = piecesOf(scalar, fields)
  const text = evaluate(pieces, variables)
  const said = JSON.stringify(scalar.text)
  const what = `${said} is ${JSON.stringify(text)} here, as its variables say now`
  if (pieces.some(({ kind }) => kind === 'variable')) fields.importing.note(scalar.place, what, fields.worker)
  return text
}

function evaluate(pieces: readonly Piece[], variables: Environment): string {
  return pieces.map(piece => (piece.kind === 'text' ? piece.text : textOf(piece, variables))).join('')
}

function textOf({ name, operator, operand }: Variable, variables: Environment): string {
  const isThere = isSet(variables, name, operator)
  if (operator.endsWith('+')) return isThere ? evaluate(operand, variables) : ''
  if (operator.endsWith('-') && !isThere) return evaluate(operand, variables)
  return variables[name] ?? ''
}

function isSet(variables: Environment, name: string, operator: string): boolean {
  const value = variables[name]
  return value !== undefined && (value !== '' || !operator.startsWith(':'))
}
