import { posix } from 'node:path'
import type { Tree } from '../../tree/tree.ts'
import { keysAt, plainAt, textAt } from '../document.ts'
import { type Fields, fieldIn, fieldsIn, flagIn, type Keys, noteRest, refuse, textIn, textsIn } from '../fields.ts'

const keys: Keys = {
  carried: ['paths', 'cascade', 'debounce', 'disable_default_excludes'],
  dropped: {
    max_entries: 'skep watches as many folders as there are',
    buffer_size: 'it means something on Windows alone',
  },
}

// What the tool passes over by itself, besides `.git` and `node_modules`, which skep never watches.
const passedOver = [
  ...['.hg', '.svn', '.idea', '.vscode', 'vendor', 'target', 'dist', 'build', 'bin', '.venv', 'venv', '__pycache__'],
  ...['.mypy_cache', '.pytest_cache', '.next', '.nuxt', '.terraform', '.gradle', '.direnv', 'result'],
  ...['*.log', '*.log.gz', '*.swp', '*~', '.DS_Store'],
]

/** Which files start a process anew when they change. */
export function toWatch(process: Fields): Tree | undefined {
  const fields = fieldsIn(process, 'watch')
  if (!fields) return undefined
  noteRest(fields, keys)
  const { place } = fields.mapping
  const watched = toWatched(fields)
  const isWhole = flagIn(fields, 'disable_default_excludes') === true
  const ignore = [...watched.flatMap(one => one.ignore), ...(isWhole ? [] : passedOver)]
  const debounce = textIn(fields, 'debounce')
  const cascade = flagIn(fields, 'cascade')
  if (watched.length === 0) return undefined
  return keysAt(place, {
    paths: plainAt(
      place,
      watched.flatMap(({ paths }) => paths),
    ),
    ignore: ignore.length > 0 ? plainAt(place, ignore) : undefined,
    debounce: debounce && textAt(debounce.place, debounce.text),
    cascade: cascade === undefined ? undefined : plainAt(place, cascade),
  })
}

type Watched = { readonly paths: readonly string[]; readonly ignore: readonly string[] }

function toWatched(fields: Fields): readonly Watched[] {
  const value = fieldIn(fields, 'paths')
  if (value && value.kind !== 'list') refuse(fields, { key: 'paths', value, expected: 'a list of `{ path }`' })
  if (value?.kind !== 'list') return []
  return value.items.flatMap(item => {
    if (item.kind === 'mapping') return toOne({ ...fields, mapping: item, path: `${fields.path}paths.` })
    refuse(fields, { key: 'paths', value: item, expected: 'a list of `{ path }`' })
    return []
  })
}

function toOne(fields: Fields): readonly Watched[] {
  noteRest(fields, { carried: ['path', 'include', 'exclude'] })
  const path = textIn(fields, 'path')?.text
  if (path === undefined || path === '') return []
  const included = (textsIn(fields, 'include') ?? []).map(({ text }) =>
    inside(path, text.includes('/') ? text : `**/${text}`),
  )
  const ignore = (textsIn(fields, 'exclude') ?? []).map(({ text }) => (text.includes('/') ? inside(path, text) : text))
  return [{ paths: included.length > 0 ? included : [path], ignore }]
}

/** A pattern that is meant from the watched folder, from the folder of the process on. */
function inside(path: string, pattern: string): string {
  return posix.join(path, pattern)
}
