import { problemAt } from '../../text/problem.ts'
import { describe } from '../../tree/check.ts'
import type { Entry, Mapping, Tree } from '../../tree/tree.ts'
import { escapeDollars, keysAt, listAt, mappingAt, plainAt, templateAt, textAt } from '../document.ts'
import {
  type Fields,
  fieldIn,
  fieldsIn,
  flagIn,
  type Keys,
  noteChange,
  noteRest,
  refuse,
  textIn,
  textsIn,
} from '../fields.ts'
import type { Importing } from '../translation.ts'
import { toCommand, toShell, toWords } from './command.ts'
import { toStop } from './stop.ts'

export type Proc = {
  /** The name that it has here. */
  readonly name: string
  readonly entry: Entry
  /** What all processes are called here, by their names there. */
  readonly names: ReadonlyMap<string, string>
}

const keys: Keys = {
  carried: ['shell', 'cmd', 'cwd', 'env', 'add_path', 'autostart', 'autorestart', 'stop', 'deps', 'depends'],
  dropped: {
    log: { why: 'skep keeps the output of every run by itself, `skep logs` shows it', unless: [false] },
    scrollback: 'skep keeps all output',
    mouse_scroll_speed: 'it belongs to the screen of mprocs',
  },
}

/** One process as a worker: a line for the shell, a list of words, or a mapping. Undefined when there is nothing to run. */
export function toWorker({ name, entry, names }: Proc, importing: Importing): Mapping | undefined {
  const { key, value } = entry
  const tty = plainAt(key, true)
  if (value.kind === 'scalar') {
    if (typeof value.value === 'string') return keysAt(value.place, { ...toShell(value), tty })
    if (value.value === null && !value.broken) importing.note(key, 'is not carried over: it has nothing to run', name)
    else if (!value.broken) refuseKind(value, importing)
    return undefined
  }
  if (value.kind === 'mapping')
    return toWorkerOf({ mapping: value, path: '', worker: name, tool: 'mprocs', importing }, names)
  const words = value.items.flatMap(item => (item.kind === 'scalar' ? [item] : []))
  if (words.length < value.items.length) refuseKind(value, importing)
  return keysAt(value.place, { ...toWords(value.place, words), tty })
}

function refuseKind(value: Tree, { report }: Importing): void {
  const message = `a process takes a line of text, a list of words or a mapping, found ${describe(value)}`
  report(() => problemAt(value.place, { message }))
}

function toWorkerOf(fields: Fields, names: Proc['names']): Mapping {
  const { place } = fields.mapping
  noteRest(fields, keys)
  const env = fieldsIn(fields, 'env')
  const cleared = env ? namesOfCleared(env) : []
  return keysAt(place, {
    ...toCommand(fields, cleared),
    cwd: toFolder(fields),
    env: toEnv(fields, env),
    tty: plainAt(place, true),
    start: flagIn(fields, 'autostart') === false ? plainAt(place, 'manual') : undefined,
    restart: toRestart(fields),
    stop: toStop(fields),
    needs: toNeeds(fields, names),
  })
}

function toFolder(fields: Fields): Tree | undefined {
  const folder = textIn(fields, 'cwd')
  const path = folder?.text.replace(/^<CONFIG_DIR>[/\\]*/, './')
  return folder && path !== undefined ? textAt(folder.place, path === './' ? '.' : path) : undefined
}

function namesOfCleared({ mapping }: Fields): readonly string[] {
  return Array.from(mapping.entries).flatMap(([name, { value }]) => {
    return value.kind === 'scalar' && value.value === null && !value.broken && /^\w+$/.test(name) ? [name] : []
  })
}

function toEnv(fields: Fields, env: Fields | undefined): Mapping | undefined {
  const own = env
    ? Array.from(env.mapping.entries.keys()).flatMap(name => {
        const value = textIn(env, name)
        return value ? [[name, textAt(value.place, value.text)] as const] : []
      })
    : []
  const path = toPath(fields, env)
  const all = path ? [...own.filter(([name]) => name !== 'PATH'), ['PATH', path] as const] : own
  return all.length === 0 ? undefined : mappingAt(env?.mapping.place ?? fields.mapping.place, all)
}

/** What is added comes behind the folders that the process has anyway. */
function toPath(fields: Fields, env: Fields | undefined): Tree | undefined {
  const added = textsIn(fields, 'add_path') ?? []
  const [first] = added
  if (!first) return undefined
  const own = env && textIn(env, 'PATH')
  const before = own ? escapeDollars(own.text) : `\${PATH}`
  return templateAt(first.place, [before, ...added.map(({ text }) => escapeDollars(text))].join(':'))
}

function toRestart(fields: Fields): Tree | undefined {
  if (flagIn(fields, 'autorestart') !== true) return undefined
  noteChange(
    fields,
    'autorestart',
    'mprocs leaves alone what failed within a second; skep starts it again after a pause that grows, until it gives up',
  )
  return plainAt(fields.mapping.place, 'failure')
}

function toNeeds(fields: Fields, names: Proc['names']): Tree | undefined {
  const named = ['deps', 'depends'].flatMap(key => {
    const value = fieldIn(fields, key)
    if (value && value.kind !== 'list') refuse(fields, { key, value, expected: 'a list of processes' })
    return value?.kind === 'list' ? (textsIn(fields, key) ?? []) : []
  })
  const items = named.map(({ place, text }) => textAt(place, names.get(text) ?? text))
  return items[0] && listAt(items[0].place, items)
}
