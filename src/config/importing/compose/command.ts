import { accessSync } from 'node:fs'
import { isAbsolute, relative } from 'node:path'
import { splitWords } from '../../../core/command.ts'
import { toPath } from '../../reading.ts'
import type { Place } from '../../text/source.ts'
import type { Scalar, Tree } from '../../tree/tree.ts'
import { type Fields, fieldIn, noteChange, refuse } from '../fields.ts'
import { type Piece, piecesOf, type Texts, templateOf } from './interpolate.ts'
import { type Mount, toHere } from './mounts.ts'

/** What a service runs, as words in which variables stand as a `skep.yaml` writes them. */
export type Words = { readonly place: Place; readonly words: readonly string[] }

/** The words of `entrypoint` and `command`; undefined when it names neither. */
export function readCommand(texts: Texts): Words | undefined {
  const values = ['entrypoint', 'command'].flatMap(key => {
    const value = fieldIn(texts.fields, key)
    return value ? [{ value, words: readWords(key, value, texts) }] : []
  })
  const words = values.flatMap(one => one.words)
  const place = values.at(-1)?.value.place
  return place && words.length > 0 ? { place, words } : undefined
}

/** The words under a key: a list of them, or a line that is split as a shell splits it, and not run by one. */
export function readWords(key: string, value: Tree, texts: Texts): readonly string[] {
  if (value.kind === 'scalar') return splitLine(key, value, texts)
  if (value.kind === 'mapping') {
    refuse(texts.fields, { key, value, expected: 'a line of text or a list of words' })
    return []
  }
  return value.items.flatMap(item => {
    if (item.kind !== 'scalar') refuse(texts.fields, { key, value: item, expected: 'a list of words' })
    return item.kind === 'scalar' && !item.broken ? [templated(piecesOf(item, texts.fields), item, texts)] : []
  })
}

// No text has it; it stands for a variable while a line is split.
const stand = '\ufdd0'

function splitLine(key: string, line: Scalar, texts: Texts): readonly string[] {
  const pieces = piecesOf(line, texts.fields)
  const variables = pieces.filter(({ kind }) => kind === 'variable')
  const split = splitWords(pieces.map(piece => (piece.kind === 'text' ? piece.text : stand)).join(''))
  if (!split.ok) {
    refuse(texts.fields, { key, value: line, expected: `a line with its quotes closed (${split.message})` })
    return []
  }
  return split.words.map(word => {
    const parts = word.split(stand).flatMap((text, index): readonly Piece[] => {
      const variable = index > 0 ? variables.shift() : undefined
      return [...(variable ? [variable] : []), { kind: 'text', text }]
    })
    return templated(parts, line, texts)
  })
}

function templated(pieces: readonly Piece[], { place }: Scalar, { fields, variables }: Texts): string {
  return templateOf(pieces, what => fields.importing.note(place, what, fields.worker), variables)
}

/** Words in which paths of the container are those of this machine, from the folder that the worker runs in. */
export function moveWords({ place, words }: Words, { fields, mounts, folder }: Moving): Words {
  const moved = words.map(word => {
    const here = toHere(word, mounts)
    return here === undefined ? word : fromFolder(here, folder)
  })
  const key = fields.mapping.entries.has('command') ? 'command' : 'entrypoint'
  for (const [index, word] of words.entries()) {
    if (word !== moved[index])
      noteChange(fields, key, `\`${word}\` is \`${moved[index]}\` here, where it was mounted from`)
  }
  return { place, words: moved }
}

export type Moving = { readonly fields: Fields; readonly mounts: readonly Mount[]; readonly folder: string }

function fromFolder(path: string, folder: string): string {
  if (isAbsolute(path) || path.startsWith('~')) return path
  const rest = relative(folder, path)
  return rest.startsWith('..') ? rest : `./${rest}`
}

/** Why words cannot be run on this machine; undefined when they may. */
export function refuseWords({ words }: Words, { importing }: Fields): string | undefined {
  const [program = ''] = words
  if (program.startsWith('-')) return `its command \`${program} …\` is for the entrypoint of its image`
  if (!program.startsWith('/')) return undefined
  try {
    accessSync(toPath(program, importing))
    return undefined
  } catch {
    return `\`${program}\` is in its image, and not on this machine`
  }
}
