import type { Mapping, Scalar, Tree } from '../../tree/tree.ts'
import { escapeDollars, templateAt, textAt } from '../document.ts'
import type { TakeNote } from '../note.ts'
import { fallbacks, operate, type Part, parseSubstitutions } from './envsubst.ts'
import { type GoValue, renderGoTemplate } from './go-template.ts'

/** How the texts of a file are meant. */
export type Texts = {
  /** False when the file says that its `$` are the shell's. */
  readonly expands: boolean
  /** Whether `$NAME` is a variable too: it is, but in a line for the shell. */
  readonly bare: boolean
  /** What a variable is now: that of `.env`, else the inherited one. */
  readonly valueNow: (name: string) => string | undefined
  /** The variables of the file that its templates name. */
  readonly vars: Readonly<Record<string, GoValue>>
  readonly note: TakeNote
  readonly worker?: string | undefined
}

/** A text in which the variables of the environment are filled in when the worker starts. */
export function toText(written: Scalar, texts: Texts): Scalar {
  return toTemplate(written.text, written, texts)
}

/** The same of a text that is a template of Go, too. */
export function toRendered(written: Scalar, texts: Texts): Scalar {
  return toTemplate(render(written, texts), written, texts)
}

function toTemplate(text: string, { place }: Scalar, texts: Texts): Scalar {
  if (!texts.expands) return textAt(place, text)
  const parts = parseSubstitutions(text, texts.bare)
  return templateAt(place, parts.map((part, index) => toOurs(part, { next: parts[index + 1], place, texts })).join(''))
}

type Around = { readonly next: Part | undefined; readonly place: Scalar['place']; readonly texts: Texts }

function toOurs(part: Part, { next, place, texts }: Around): string {
  // When a variable comes next, a dollar sign before it would make it a text.
  if (part.kind === 'text')
    return next?.kind === 'variable' ? escapeDollars(`${part.text}\${`).slice(0, -3) : escapeDollars(part.text)
  const { name, operator, operand } = part
  const isName = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)
  // What is not set is nothing there, and a problem here.
  if (isName && operator === '') return `\${${name}:-}`
  if (isName && fallbacks.includes(operator))
    return `\${${name}:-${toTemplate(operand, { ...noScalar, place }, texts).text}}`
  const value = substitute(part, texts)
  texts.note(
    place,
    `\`${part.written}\` is filled in with what it is now, ${JSON.stringify(value)}: skep knows no such form`,
    texts.worker,
  )
  return escapeDollars(value)
}

const noScalar = { kind: 'scalar', value: '', text: '', marks: [], broken: false } as const

/** A text as it is with the environment of now. */
export function fillNow(text: string, texts: Texts): string {
  if (!texts.expands) return text
  return parseSubstitutions(text, texts.bare)
    .map(part => (part.kind === 'text' ? part.text : substitute(part, texts)))
    .join('')
}

// As deep as nobody writes by hand.
const deepest = 20

function substitute({ name, operator, operand }: Extract<Part, { kind: 'variable' }>, texts: Texts, depth = 0): string {
  const inner =
    depth > deepest
      ? operand
      : parseSubstitutions(operand, texts.bare)
          .map(part => (part.kind === 'text' ? part.text : substitute(part, texts, depth + 1)))
          .join('')
  return operate(texts.valueNow(name) ?? '', operator, inner) ?? ''
}

function render({ text, place }: Scalar, texts: Texts): string {
  const { vars, note, worker } = texts
  const rendered = renderGoTemplate(text, { values: vars, prepare: action => fillNow(action, texts) })
  if (rendered.ok) return rendered.text
  note(place, `its template stands here as it is, and is not carried out: ${rendered.why}`, worker)
  return text
}

/** What stands under `vars`, as values that templates name. */
export function toVars(mapping: Mapping | undefined): Readonly<Record<string, GoValue>> {
  if (!mapping) return {}
  return Object.fromEntries(
    Array.from(mapping.entries).flatMap(([name, { value }]) => {
      const known = toValue(value)
      return known === undefined ? [] : [[name, known] as const]
    }),
  )
}

function toValue(tree: Tree): GoValue | undefined {
  if (tree.kind === 'list') return undefined
  if (tree.kind === 'mapping') return toVars(tree)
  return tree.value === null ? undefined : tree.value
}
