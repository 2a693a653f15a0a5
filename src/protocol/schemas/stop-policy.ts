import { keyBytes, keyNames } from '../../core/keys.ts'
import { signalNames, toSignal } from '../../core/signal.ts'
import { longestGraceMs, type StopPolicy } from '../../core/spec.ts'
import { command } from './command.ts'
import { list, object, oneOf, type Schema, tagged, textThat, whole, word } from './shape.ts'

const signal: Schema<string> = textThat({
  is: text => toSignal(text) !== undefined,
  most: 64,
  expected: 'the name of a signal, such as `SIGINT`',
  words: signalNames,
})

const key: Schema<string> = textThat({
  is: text => keyBytes(text, { applicationCursor: false }) !== undefined,
  most: 64,
  expected: 'a key, such as `C-c`, `q` or `Enter`',
  words: keyNames,
})

/** How long something may take to end by itself, in ms. */
export const grace: Schema<number> = whole(0, longestGraceMs)

/** How a worker is asked to end before it is killed. A wrong signal would be found out only when it is too late. */
export const stopPolicy: Schema<StopPolicy> = object<StopPolicy>({
  action: tagged<StopPolicy['action']>({
    signals: object({ kind: word('signals'), signals: list(signal, 100, 'signals') }),
    keys: object({ kind: word('keys'), keys: list(key, 1_000, 'keys') }),
    command: object({ kind: word('command'), command }),
  }),
  graceMs: grace,
  scope: oneOf({ all: 'all', group: 'group' }),
})
