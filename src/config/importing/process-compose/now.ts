import { isText, type Mapping, type Scalar, type Tree } from '../../tree/tree.ts'
import { fillNow, type Texts } from './texts.ts'

// Under these stand texts, into which variables are filled when a worker starts, and templates.
const textual: readonly string[] = [
  ...['command', 'entrypoint', 'working_dir', 'environment', 'env_file', 'env_cmds', 'vars'],
  ...['host', 'path', 'scheme', 'port', 'description', 'log_location', 'headers'],
]

/** Fills in the variables where a number, a word or a flag is meant: those are what they are when the file is read. */
export function fillStructure(tree: Tree, texts: Texts): Tree {
  if (!texts.expands) return tree
  if (tree.kind === 'list') return { ...tree, items: tree.items.map(item => fillStructure(item, texts)) }
  if (tree.kind === 'scalar') return isText(tree) && tree.text.includes('$') ? fill(tree, texts) : tree
  return fillMapping(tree, texts)
}

function fillMapping(tree: Mapping, texts: Texts): Mapping {
  const entries = Array.from(tree.entries, ([name, entry]) => {
    return [name, textual.includes(name) ? entry : { ...entry, value: fillStructure(entry.value, texts) }] as const
  })
  return { ...tree, entries: new Map(entries) }
}

function fill(scalar: Scalar, texts: Texts): Scalar {
  const text = fillNow(scalar.text, texts)
  if (text === scalar.text) return scalar
  texts.note(
    scalar.place,
    `\`${scalar.text}\` is filled in with what it is now: ${text === '' ? 'nothing' : text}`,
    texts.worker,
  )
  return { ...scalar, text, value: toValue(text), marks: [{ at: 0, offset: scalar.place.start, fixed: true }] }
}

function toValue(text: string): Scalar['value'] {
  if (text === '') return null
  if (text === 'true' || text === 'false') return text === 'true'
  return /^\d{1,15}$/.test(text) ? Number(text) : text
}
