import { quoteCommand } from '../../core/command.ts'
import { hideSecrets, type ShownVariables } from '../../core/secrets.ts'
import type { WorkerSpec } from '../../core/spec.ts'
import { unlimitedAttempts } from '../../core/spec.ts'
import type { ShownSpec } from '../../protocol/verbs/show.ts'
import type { Document } from './document.ts'

/** A spec without secrets: of its environment what was declared, and the names of those whose values are hidden. */
export function toSpecDocument({ env, command, ...spec }: ShownSpec): Document {
  return { ...spec, command: quoteCommand(command), ...toEnvironment(env) }
}

/** A spec as the journal has it, without secrets too. */
export function toSafeSpecDocument({ env: _whole, declaredEnv, command, restart, ...spec }: WorkerSpec): Document {
  const attempts = restart.attempts === unlimitedAttempts ? undefined : restart.attempts
  const safe = { ...spec, restart: { ...restart, attempts } }
  return { ...safe, command: quoteCommand(command), ...toEnvironment(hideSecrets(declaredEnv)) }
}

function toEnvironment({ shown, hidden }: ShownVariables): Document {
  return { env: shown, hiddenEnv: hidden }
}
