import type { Client } from '../client/client.ts'
import type { RunId } from '../core/id.ts'
import type { WorkerSpec } from '../core/spec.ts'
import type { Attachment } from '../protocol/connection.ts'
import type { Doors } from './doors.ts'
import { forward } from './forward.ts'
import { sizeOf } from './run-spec.ts'

/** Whose stdin ours becomes. */
export type InputTarget = { readonly run: RunId; readonly spec: WorkerSpec }

const nothing = (): void => undefined

/** Forwards our stdin to a run, its end too; the function that comes back ends that and gives our terminal back. */
export async function forwardInput(client: Client, target: InputTarget, doors: Doors): Promise<() => void> {
  const { run, spec } = target
  if (spec.stdin === 'none' && !spec.tty) return nothing
  const attachment = await client
    .attach(run, { source: doors.stdin.isTTY ? 'keys' : 'pipe', endsInput: true })
    .catch(nothing)
  if (!attachment) return nothing
  const giveBack = spec.tty ? takeTerminal(attachment, doors) : nothing
  void forward(doors.stdin, attachment)
    .then(() => attachment.end())
    .catch(nothing)
  return () => {
    giveBack()
    doors.stdin.destroy()
    attachment.close()
  }
}

/** Every key goes to the run as it is, Ctrl-C too, and the run's terminal is as large as ours. */
function takeTerminal(attachment: Attachment, doors: Doors): () => void {
  const { stdin, stdout } = doors
  const resize = (): void => void attachment.resize(sizeOf(doors)).catch(nothing)
  stdin.setRawMode(true)
  stdout.on('resize', resize)
  return () => {
    stdin.setRawMode(false)
    stdout.off('resize', resize)
  }
}
