import type { VerbName } from '../protocol/verbs.ts'
import type { Handler } from './context.ts'
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

/** One handler for every verb that can be said: a missing one is a type error. */
export const handlers: { readonly [Name in VerbName]: Handler<Name> } = {
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
