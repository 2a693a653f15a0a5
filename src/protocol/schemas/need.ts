import type { Need, NeedUntil } from '../../core/need.ts'
import { pattern } from './probe.ts'
import { flag, object, type Schema, tagged, word } from './shape.ts'
import { workerName } from './text.ts'

const until: Schema<NeedUntil> = tagged<NeedUntil>({
  started: object({ kind: word('started') }),
  ready: object({ kind: word('ready') }),
  healthy: object({ kind: word('healthy') }),
  completed: object({ kind: word('completed') }),
  ended: object({ kind: word('ended') }),
  log: object({ kind: word('log'), pattern }),
})

/** What must be so before a worker starts. */
export const need: Schema<Need> = object<Need>({ name: workerName, until, restart: flag })
