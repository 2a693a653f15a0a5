import { findExcess } from './schemas/extent.ts'
import { judge } from './schemas/judge.ts'
import { refuseComplaint, refuseExcess, refuseVerb } from './schemas/refusal.ts'
import type { Schema } from './schemas/shape.ts'
import { addParams } from './verbs/add.schema.ts'
import { attachParams } from './verbs/attach.schema.ts'
import { cancelParams } from './verbs/cancel.schema.ts'
import { cancelRunParams } from './verbs/cancel-run.schema.ts'
import { diagnosticsParams } from './verbs/diagnostics.schema.ts'
import { doctorParams } from './verbs/doctor.schema.ts'
import { downParams } from './verbs/down.schema.ts'
import { endInputParams } from './verbs/end-input.schema.ts'
import { ensureParams } from './verbs/ensure.schema.ts'
import { eventsParams } from './verbs/events.schema.ts'
import { executeParams } from './verbs/execute.schema.ts'
import { importRunParams } from './verbs/import-run.schema.ts'
import { killParams } from './verbs/kill.schema.ts'
import { leaveParams } from './verbs/leave.schema.ts'
import { listParams } from './verbs/list.schema.ts'
import { pauseParams } from './verbs/pause.schema.ts'
import { portsParams } from './verbs/ports.schema.ts'
import { reloadParams } from './verbs/reload.schema.ts'
import { removeParams } from './verbs/remove.schema.ts'
import { renameParams } from './verbs/rename.schema.ts'
import { renderParams } from './verbs/render.schema.ts'
import { resizeParams } from './verbs/resize.schema.ts'
import { restartParams } from './verbs/restart.schema.ts'
import { resumeParams } from './verbs/resume.schema.ts'
import { runRecordParams } from './verbs/run-record.schema.ts'
import { runsParams } from './verbs/runs.schema.ts'
import { screenParams } from './verbs/screen.schema.ts'
import { sendParams } from './verbs/send.schema.ts'
import { showParams } from './verbs/show.schema.ts'
import { signalParams } from './verbs/signal.schema.ts'
import { startParams } from './verbs/start.schema.ts'
import { statusParams } from './verbs/status.schema.ts'
import { stopParams } from './verbs/stop.schema.ts'
import { straysParams } from './verbs/strays.schema.ts'
import { subscribeParams } from './verbs/subscribe.schema.ts'
import { sweepParams } from './verbs/sweep.schema.ts'
import { transcriptParams } from './verbs/transcript.schema.ts'
import { treeParams } from './verbs/tree.schema.ts'
import { upParams } from './verbs/up.schema.ts'
import { updateParams } from './verbs/update.schema.ts'
import { viewParams } from './verbs/view.schema.ts'
import { watchParams } from './verbs/watch.schema.ts'
import { whyParams } from './verbs/why.schema.ts'
import { type ParamsOf, type VerbName, verbs } from './verbs.ts'

/** What every verb takes: a missing verb is a type error. */
export const schemas: { readonly [Name in VerbName]: Schema<ParamsOf<Name>> } = {
  add: addParams,
  attach: attachParams,
  cancel: cancelParams,
  'cancel-run': cancelRunParams,
  diagnostics: diagnosticsParams,
  doctor: doctorParams,
  down: downParams,
  'end-input': endInputParams,
  ensure: ensureParams,
  events: eventsParams,
  execute: executeParams,
  'import-run': importRunParams,
  kill: killParams,
  leave: leaveParams,
  list: listParams,
  pause: pauseParams,
  ports: portsParams,
  reload: reloadParams,
  remove: removeParams,
  rename: renameParams,
  render: renderParams,
  resize: resizeParams,
  restart: restartParams,
  resume: resumeParams,
  'run-record': runRecordParams,
  runs: runsParams,
  screen: screenParams,
  send: sendParams,
  show: showParams,
  signal: signalParams,
  start: startParams,
  status: statusParams,
  stop: stopParams,
  strays: straysParams,
  subscribe: subscribeParams,
  sweep: sweepParams,
  transcript: transcriptParams,
  tree: treeParams,
  up: upParams,
  update: updateParams,
  view: viewParams,
  watch: watchParams,
  why: whyParams,
}

/** A verb with the params that it takes. */
export type Question = {
  readonly [Name in VerbName]: { readonly name: Name; readonly params: ParamsOf<Name> }
}[VerbName]

/**
 * The door of the daemon's socket: makes known what a client asks, or refuses it with a `Fault` (`usage`) that says where
 * in the params what was expected. What comes back can be asked as it is; params that were left out are none.
 */
export function readParams(name: string, params: unknown = {}): Question {
  if (!isVerbName(name)) throw refuseVerb(name, Object.keys(verbs))
  const excess = findExcess(params)
  if (excess) throw refuseExcess(name, excess)
  return readKnown(name, params)
}

function readKnown<Name extends VerbName>(verb: Name, params: unknown): Question {
  const schema: Schema<ParamsOf<Name>> = schemas[verb]
  const judgement = judge(schema, params)
  if (!judgement.ok) throw refuseComplaint({ verb, params }, judgement.complaint)
  // The table pairs each name with its params, which the compiler does not follow through the union.
  return { name: verb, params: judgement.value } as Question
}

function isVerbName(name: string): name is VerbName {
  return Object.hasOwn(verbs, name)
}
