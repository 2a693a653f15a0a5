import { problemAt, type Report } from '../text/problem.ts'
import { type Entry, isText, type Mark, placeInside, type Scalar, type Tree } from '../tree/tree.ts'
import { type Piece, parseTemplate } from './template.ts'

/** What looking a variable up came to; `broken` says that what is wrong with it was reported. */
export type Lookup =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'broken' }
  | { readonly kind: 'unset'; readonly toHint: () => string }

export type Lookups = { readonly find: (name: string) => Lookup; readonly report: Report }

/** Fills in the variables of every text in a tree. */
export function fillTree(tree: Tree, lookups: Lookups): Tree {
  if (tree.kind === 'scalar') return fillScalar(tree, lookups)
  if (tree.kind === 'list') return { ...tree, items: tree.items.map(item => fillTree(item, lookups)) }
  const entries = Array.from(tree.entries, ([name, { key, value }]): [string, Entry] => {
    return [name, { key, value: fillTree(value, lookups) }]
  })
  return { ...tree, entries: new Map(entries) }
}

/** Fills in the variables of one text. */
export function fillScalar(scalar: Scalar, { find, report }: Lookups): Scalar {
  if (!isText(scalar) || scalar.broken || !scalar.value.includes('$')) return scalar
  const template = parseTemplate(scalar.value)
  if (!template.ok) {
    const { at, end, message, hint } = template
    report(() => problemAt(placeInside(scalar, at, end - at), { message, hint }))
    return { ...scalar, broken: true }
  }
  const filling = new Filling(scalar, { find, report })
  filling.add(template.pieces)
  return filling.toScalar()
}

// As long as one entry of an environment may be (platform.md 15); what doubles in every variable ends here.
const longestText = 128 * 1024

/** One text while its variables are filled in. */
class Filling {
  readonly #scalar: Scalar
  readonly #lookups: Lookups
  readonly #marks: Mark[] = []
  #text = ''
  #broken = false

  constructor(scalar: Scalar, lookups: Lookups) {
    this.#scalar = scalar
    this.#lookups = lookups
  }

  add(pieces: readonly Piece[]): void {
    for (const piece of pieces) {
      if (this.#broken) return
      if (piece.kind === 'literal') this.#append(piece, piece.text)
      else this.#addVariable(piece)
    }
  }

  toScalar(): Scalar {
    const text = this.#text
    return { ...this.#scalar, value: text, text, marks: this.#marks, broken: this.#broken }
  }

  #addVariable(piece: Extract<Piece, { kind: 'variable' }>): void {
    const found = this.#lookups.find(piece.name)
    if (found.kind === 'broken') this.#broken = true
    else if (found.kind === 'value' && (found.text !== '' || !piece.fallback)) this.#append(piece, found.text)
    else if (piece.fallback) this.add(piece.fallback)
    else if (found.kind === 'unset') this.#refuse(piece, `\`${piece.name}\` is not set`, found.toHint)
  }

  #append(piece: Piece, text: string): void {
    const { start } = placeInside(this.#scalar, piece.at, 1)
    this.#marks.push({ at: this.#text.length, offset: start, fixed: piece.kind === 'variable' })
    this.#text += text
    if (this.#text.length > longestText)
      this.#refuse(piece, `with this the text is longer than ${longestText} characters`)
  }

  #refuse({ at, end }: Piece, message: string, toHint?: () => string): void {
    this.#broken = true
    this.#lookups.report(() => {
      const place = placeInside(this.#scalar, at, end - at)
      return problemAt(place, toHint ? { message, hint: toHint() } : { message })
    })
  }
}
