import type { Verb } from './verb.ts'
import { add } from './verbs/add.ts'
import { cancel } from './verbs/cancel.ts'
import { down } from './verbs/down.ts'
import { endInput } from './verbs/end-input.ts'
import { events } from './verbs/events.ts'
import { importRun } from './verbs/import-run.ts'
import { kill } from './verbs/kill.ts'
import { pause } from './verbs/pause.ts'
import { remove } from './verbs/remove.ts'
import { render } from './verbs/render.ts'
import { restart } from './verbs/restart.ts'
import { resume } from './verbs/resume.ts'
import { runs } from './verbs/runs.ts'
import { screen } from './verbs/screen.ts'
import { send } from './verbs/send.ts'
import { signal } from './verbs/signal.ts'
import { start } from './verbs/start.ts'
import { stop } from './verbs/stop.ts'
import { subscribe } from './verbs/subscribe.ts'
import { transcript } from './verbs/transcript.ts'
import { tree } from './verbs/tree.ts'
import { up } from './verbs/up.ts'
import { update } from './verbs/update.ts'
import { watch } from './verbs/watch.ts'

type VerbTable = {
  readonly add: typeof add
  readonly cancel: typeof cancel
  readonly down: typeof down
  readonly 'end-input': typeof endInput
  readonly events: typeof events
  readonly 'import-run': typeof importRun
  readonly kill: typeof kill
  readonly pause: typeof pause
  readonly remove: typeof remove
  readonly render: typeof render
  readonly restart: typeof restart
  readonly resume: typeof resume
  readonly runs: typeof runs
  readonly screen: typeof screen
  readonly send: typeof send
  readonly signal: typeof signal
  readonly start: typeof start
  readonly stop: typeof stop
  readonly subscribe: typeof subscribe
  readonly transcript: typeof transcript
  readonly tree: typeof tree
  readonly up: typeof up
  readonly update: typeof update
  readonly watch: typeof watch
}

/** Everything that can be said to a runtime. Handlers must satisfy it: a missing verb is a type error. */
export const verbs: VerbTable = {
  add,
  cancel,
  down,
  'end-input': endInput,
  events,
  'import-run': importRun,
  kill,
  pause,
  remove,
  render,
  restart,
  resume,
  runs,
  screen,
  send,
  signal,
  start,
  stop,
  subscribe,
  transcript,
  tree,
  up,
  update,
  watch,
}

export type VerbName = keyof VerbTable
export type ParamsOf<Name extends VerbName> =
  VerbTable[Name] extends Verb<string, infer Params, unknown> ? Params : never
export type ResultOf<Name extends VerbName> =
  VerbTable[Name] extends Verb<string, never, infer Result>
    ? Result
    : VerbTable[Name] extends Verb<string, infer _Params, infer Result>
      ? Result
      : never
