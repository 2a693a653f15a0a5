import { keyBytes } from '../../../core/keys.ts'
import { isText, type Mapping, type Tree } from '../../tree/tree.ts'
import { keysAt, plainAt, textAt } from '../document.ts'
import { type Fields, fieldIn, noteKey, noteRest, refuse, textIn, textsIn } from '../fields.ts'

const signals: Readonly<Record<string, string>> = {
  SIGINT: 'INT',
  SIGTERM: 'TERM',
  SIGKILL: 'KILL',
  'hard-kill': 'KILL',
}

const expected = '`SIGINT`, `SIGTERM`, `SIGKILL`, `hard-kill`, or a mapping with `send-keys` or `cmd`'

/** How a process is asked to end, by a signal, keys or a command. */
export function toStop(fields: Fields): Tree | undefined {
  const value = fieldIn(fields, 'stop')
  if (!value) return undefined
  if (value.kind === 'mapping') return toAction({ ...fields, mapping: value, path: `${fields.path}stop.` })
  const signal = isText(value) ? signals[value.text] : undefined
  return signal === undefined ? refuse(fields, { key: 'stop', value, expected }) : plainAt(value.place, { signal })
}

function toAction(fields: Fields): Mapping | undefined {
  noteRest(fields, { carried: ['send-keys', 'cmd'] })
  const { place } = fields.mapping
  const keys = textsIn(fields, 'send-keys')
  if (keys) {
    const names = keys.map(({ text }) => toKey(text))
    const unknown = names.find(name => !keyBytes(name, { applicationCursor: false }))
    if (unknown === undefined) return keysAt(place, { keys: plainAt(place, names) })
    noteKey(fields, 'send-keys', `\`${unknown}\` is no key that skep can type; it is asked to end by the usual signal`)
    return undefined
  }
  const command = textIn(fields, 'cmd')
  return command && keysAt(place, { command: textAt(command.place, command.text), shell: plainAt(place, true) })
}

// mprocs' own names for what would be hard to write there.
const names: Readonly<Record<string, string>> = {
  bs: 'BSpace',
  del: 'Delete',
  nul: 'C-Space',
  lt: '<',
  gt: '>',
  minus: '-',
}

/** A key in mprocs' notation, `<C-c>`, in ours. */
function toKey(written: string): string {
  const [, modifiers = '', name = written] = /^<((?:[CMSA]-)*)(.+)>$/i.exec(written) ?? []
  return modifiers.replace(/A-/i, 'M-') + (names[name.toLowerCase()] ?? name)
}
