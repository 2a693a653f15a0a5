import { quoteCommand } from './command.ts'
import { differencesOf, type IsSameFolder, type SpecField } from './difference.ts'
import { isSecretName } from './secrets.ts'
import type { WorkerSpec } from './spec.ts'

/** In what a worker is not the one that is asked for. A value that is a secret, or is none, is not there. */
export type Mismatch = {
  readonly of: 'command' | 'cwd' | 'tty' | 'branch' | `env ${string}`
  readonly is: string | undefined
  readonly asked: string | undefined
}

/**
 * How a worker differs from the one that is asked for, as far as that makes another one of it (decisions.md 22): its command,
 * real folder, declared variables, terminal, and the branch of its folder where both are known.
 */
export function mismatchesOf(spec: WorkerSpec, asked: WorkerSpec, isSameFolder: IsSameFolder): readonly Mismatch[] {
  const both = { spec, asked }
  const changes = differencesOf(spec, asked, isSameFolder)
  const isOther = (field: SpecField): boolean => changes.some(change => change.field === field)
  const variables = changes.flatMap(({ field, names }) => (field === 'declaredEnv' ? names : []))
  return [
    ...(isOther('command') ? [toMismatch('command', both, ({ command }) => quoteCommand(command))] : []),
    ...(isOther('cwd') ? [toMismatch('cwd', both, ({ cwd }) => cwd)] : []),
    ...variables.map(name => toMismatch(`env ${name}`, both, one => shownValue(one, name))),
    ...(isOther('tty') ? [toMismatch('tty', both, ({ tty }) => String(tty))] : []),
    ...(isOtherBranch(spec, asked) ? [toMismatch('branch', both, ({ branch }) => branch)] : []),
  ]
}

type Both = { readonly spec: WorkerSpec; readonly asked: WorkerSpec }

function toMismatch(
  of: Mismatch['of'],
  { spec, asked }: Both,
  show: (spec: WorkerSpec) => string | undefined,
): Mismatch {
  return { of, is: show(spec), asked: show(asked) }
}

function isOtherBranch({ branch: one }: WorkerSpec, { branch: other }: WorkerSpec): boolean {
  return one !== undefined && other !== undefined && one !== other
}

function shownValue({ declaredEnv }: WorkerSpec, name: string): string | undefined {
  return isSecretName(name) ? undefined : declaredEnv[name]
}
