import { parseCron } from '../../core/cron.ts'
import type { Hooks, Schedule, Watch } from '../../core/spec.ts'
import { command } from './command.ts'
import { flag, list, object, oneOf, optional, type Schema, tagged, text, textThat, whole, word } from './shape.ts'
import { absolutePath } from './text.ts'

const longestMs = 366 * 24 * 3_600_000

/** When files change, it is restarted. */
export const watch: Schema<Watch> = object<Watch>({
  paths: list(absolutePath('a file or folder'), 1_000, 'paths'),
  ignore: list(text(4_096), 1_000, 'globs'),
  debounceMs: whole(0, longestMs),
  cascade: flag,
})

const cron = textThat({
  is: text => parseCron(text).ok,
  most: 256,
  expected: 'a cron expression of five fields, or six with seconds first',
})

/** When it is started by the clock. */
export const schedule: Schema<Schedule> = object<Schedule>({
  at: tagged<Schedule['at']>({
    cron: object({ kind: word('cron'), pattern: cron }),
    every: object({ kind: word('every'), ms: whole(1, longestMs) }),
  }),
  overlap: oneOf({ skip: 'skip', queue: 'queue', restart: 'restart' }),
  atOnce: flag,
})

/** What is run when something has happened to it. */
export const hooks: Schema<Hooks> = object<Hooks>({
  started: optional(command),
  ready: optional(command),
  failed: optional(command),
  ended: optional(command),
})
