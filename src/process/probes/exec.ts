import type { SpawnOrder } from '../../core/keeper.ts'
import type { Probe } from '../../core/probe.ts'
import { describeErrand, runErrand } from '../errand.ts'
import type { Answer } from './answer.ts'

type Exec = Extract<Probe, { kind: 'exec' }>

/** Whether a command ends with 0. One that takes too long is killed with its group. */
export async function askCommand(
  { command }: Exec,
  place: Pick<SpawnOrder, 'cwd' | 'env'>,
  signal: AbortSignal,
): Promise<Answer> {
  const end = await runErrand(command, place, signal)
  return { isWell: end.kind === 'exited' && end.code === 0, said: `the check ${describeErrand(end)}` }
}
