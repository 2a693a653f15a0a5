import type { Need, NeedUntil } from '../../core/need.ts'
import type { Health, Ready } from '../../core/probe.ts'
import type { Hooks, Schedule, Watch } from '../../core/spec.ts'
import { count, flag, leftOut, list, object, oneOf, type Shape, tagged, text, word } from '../shape.ts'
import { command } from './command.ts'

const pace = { everyMs: count, timeoutMs: count, attempts: count }
const beat = { everyMs: count, timeoutMs: count, failures: count }
const http = { kind: word('http'), url: text, statuses: list(count) }
const tcp = { kind: word('tcp'), host: text, port: count }
const exec = { kind: word('exec'), command }

/** How it becomes known that a run may be used. */
const someReady: Shape<Ready> = tagged<Ready, 'kind'>('kind', {
  started: object({ kind: word('started') }),
  log: object({ kind: word('log'), pattern: text }),
  delay: object({ kind: word('delay'), ms: count }),
  notify: object({ kind: word('notify') }),
  tcp: object({ ...tcp, ...pace }),
  http: object({ ...http, ...pace }),
  exec: object({ ...exec, ...pace }),
})

/** Specs that were kept before there was anything but the start. */
export const ready: Shape<Ready> = value => (value === undefined ? { kind: 'started' } : someReady(value))

/** How it is found out whether it still does its work. */
export const health: Shape<Health> = tagged<Health, 'kind'>('kind', {
  tcp: object({ ...tcp, ...beat }),
  http: object({ ...http, ...beat }),
  exec: object({ ...exec, ...beat }),
})

const until: Shape<NeedUntil> = tagged<NeedUntil, 'kind'>('kind', {
  started: object({ kind: word('started') }),
  ready: object({ kind: word('ready') }),
  healthy: object({ kind: word('healthy') }),
  completed: object({ kind: word('completed') }),
  ended: object({ kind: word('ended') }),
  log: object({ kind: word('log'), pattern: text }),
})

/** What must be so before a worker starts. */
export const need: Shape<Need> = object<Need>({ name: text, until, restart: flag })

/** When files change, it is restarted. */
export const watch: Shape<Watch> = object<Watch>({
  paths: list(text),
  ignore: list(text),
  debounceMs: count,
  cascade: flag,
})

/** When the clock starts it. */
export const schedule: Shape<Schedule> = object<Schedule>({
  at: tagged<Schedule['at'], 'kind'>('kind', {
    cron: object({ kind: word('cron'), pattern: text }),
    every: object({ kind: word('every'), ms: count }),
  }),
  overlap: oneOf({ skip: true, queue: true, restart: true }),
  atOnce: flag,
})

/** What is run when something has happened to it. */
export const hooks: Shape<Hooks> = object<Hooks>({
  started: leftOut(command),
  ready: leftOut(command),
  failed: leftOut(command),
  ended: leftOut(command),
})
