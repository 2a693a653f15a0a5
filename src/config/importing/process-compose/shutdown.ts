import { constants } from 'node:os'
import { toSignal } from '../../../core/signal.ts'
import { longestGraceMs } from '../../../core/spec.ts'
import type { Tree } from '../../tree/tree.ts'
import { keysAt, plainAt } from '../document.ts'
import { type Fields, fieldsIn, noteChange, noteKey, noteRest, numberIn, textIn } from '../fields.ts'
import { toKeys } from './keys.ts'
import type { Around } from './probe.ts'
import { inShell, toLine } from './shell.ts'
import { toText } from './texts.ts'

/** How a process is asked to end: by a command, by keys, or by a signal. */
export function toStop(process: Fields, around: Around): Tree | undefined {
  const fields = fieldsIn(process, 'shutdown')
  if (!fields) return undefined
  noteRest(fields, {
    carried: ['command', 'signal', 'timeout_seconds', 'send_keys'],
    dropped: { parent_only: { why: 'skep asks every process of the tree', unless: [false] } },
  })
  const action = toAction(fields, around)
  const grace = toGrace(fields, action)
  return action || grace ? keysAt(fields.mapping.place, { ...action, grace }) : undefined
}

type Action = Readonly<Record<string, Tree | undefined>>

function toAction(fields: Fields, { shell, texts }: Around): Action | undefined {
  const { place } = fields.mapping
  const command = textIn(fields, 'command')
  if (command && command.text.trim() !== '') return { command: toLine(toText(command, inShell(texts, shell)), shell) }
  const typed = textIn(fields, 'send_keys')
  if (typed && typed.text !== '') {
    const keys = toKeys(typed.text)
    if (keys) return { keys: plainAt(typed.place, keys) }
    noteKey(fields, 'send_keys', 'it holds what no key types')
  }
  const number = numberIn(fields, 'signal')
  const name = number === undefined ? undefined : nameOf(number)
  if (number !== undefined && name === undefined)
    noteKey(fields, 'signal', `there is no signal ${number} that skep can send`)
  return name === undefined ? undefined : { signal: plainAt(place, name) }
}

function nameOf(number: number): string | undefined {
  const [name] = Object.entries(constants.signals).find(([, value]) => value === number) ?? []
  return name && toSignal(name)?.replace(/^SIG/, '')
}

// What the tool gives a command or keys to have an effect.
const defaultSeconds = 10

function toGrace(fields: Fields, action: Action | undefined): Tree | undefined {
  const needsTime = action !== undefined && !('signal' in action)
  const seconds = numberIn(fields, 'timeout_seconds') ?? (needsTime ? defaultSeconds : undefined)
  if (seconds === undefined || seconds <= 0) return undefined
  const most = longestGraceMs / 1_000
  if (seconds > most)
    noteChange(fields, 'timeout_seconds', `skep waits ${most}s at the most, then what still lives is killed`)
  return plainAt(fields.mapping.place, `${Math.min(most, Math.round(seconds))}s`)
}
