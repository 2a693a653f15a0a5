import { keyBytes, keyNames } from '../../../core/keys.ts'
import { nearest } from '../../../core/nearest.ts'
import { signalNames, toSignal } from '../../../core/signal.ts'
import { defaultStop, longestGraceMs, type StopAction, type StopPolicy } from '../../../core/spec.ts'
import { choice, either, flag, listOf, mapping, parsed, type Shape } from '../../shape.ts'
import { problemAt, type Report } from '../../text/problem.ts'
import { type Mapping, valueAt } from '../../tree/tree.ts'
import { commandShape, readCommand } from './command.ts'
import { durationShape } from './duration.ts'

const signal = parsed('the name of a signal, such as `INT`', text => {
  const value = toSignal(text)
  if (value) return { ok: true, value }
  return { ok: false, hint: toSuggestion(text, signalNames) ?? 'signals go by name: TERM, INT, HUP, QUIT, KILL, …' }
})

const key = parsed('a key, such as `C-c`, `q` or `Enter`', text => {
  if (keyBytes(text, { applicationCursor: false })) return { ok: true, value: text }
  return { ok: false, hint: toSuggestion(text, keyNames) ?? 'a word is typed key by key: [q, u, i, t, Enter]' }
})

function toSuggestion(text: string, names: readonly string[]): string | undefined {
  const near = nearest(text, names)
  return near && `did you mean \`${near}\`?`
}

const stopKeys = {
  signal: either('a signal or a list of them', signal, listOf(signal, 'a signal or a list of them')),
  keys: listOf(key, 'a list of keys, such as `[C-c]`'),
  command: commandShape,
  shell: flag,
  grace: durationShape(0, longestGraceMs),
  scope: choice('all', 'group'),
}

export type StopValues = {
  readonly signal?: string | readonly string[] | undefined
  readonly keys?: readonly string[] | undefined
  readonly shell?: boolean | undefined
  readonly grace?: number | undefined
  readonly scope?: StopPolicy['scope'] | undefined
}

/** What stands under `stop`: how a worker is asked to end, and how long it may take before it is killed. */
export const stopShape: Shape<StopValues> = mapping(stopKeys)
export type StopContext = { readonly tty: boolean; readonly report: Report }

/** The stop policy that a file asks for, the default where it is silent; at most one action may be named. */
export function toStopPolicy(values: StopValues, tree: Mapping | undefined, { tty, report }: StopContext): StopPolicy {
  const fallback = defaultStop(tty)
  if (tree) reportSecondAction(tree, report)
  return {
    action: (tree && toAction(values, tree, report)) ?? fallback.action,
    graceMs: values.grace ?? fallback.graceMs,
    scope: values.scope ?? fallback.scope,
  }
}

function toAction({ signal: signals, keys, shell }: StopValues, tree: Mapping, report: Report): StopAction | undefined {
  const command = readCommand(valueAt(tree, 'command'), shell === true, report)
  if (command) return { kind: 'command', command }
  if (keys && keys.length > 0) return { kind: 'keys', keys }
  if (signals === undefined || signals.length === 0) return undefined
  return { kind: 'signals', signals: typeof signals === 'string' ? [signals] : signals }
}

function reportSecondAction(tree: Mapping, report: Report): void {
  const [first, second] = ['signal', 'keys', 'command'].filter(name => tree.entries.has(name))
  const entry = second && tree.entries.get(second)
  if (!entry) return
  const message = `\`stop\` asks in one way, found both \`${first}\` and \`${second}\``
  report(() => problemAt(entry.key, { message, hint: 'keep one of them' }))
}
