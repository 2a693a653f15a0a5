import { availableParallelism } from 'node:os'
import type { Check } from '../../core/check.ts'
import { liveProcess } from '../../core/run.ts'
import type { Context, Handler } from '../context.ts'
import { findPortHolders, findStrays } from './strays.ts'

/** Looks at what only the runtime sees. */
export const doctor: Handler<'doctor'> = async (_params, context) => ({
  checks: [
    checkStore(context),
    checkDamage(context),
    await checkKeeper(context),
    await checkStrays(context),
    await checkPorts(context),
  ],
})

function checkStore({ journal, store }: Context): Check {
  const name = 'store'
  if (!journal.isRefused) return { name, status: 'ok', found: `${store.lastEvent.id} events, all of them on disk` }
  const hint = 'free some space: it goes on by itself'
  return { name, status: 'failed', found: 'it cannot write at the moment; what runs goes on', hint }
}

function checkDamage({ store }: Context): Check {
  const name = 'records'
  const damaged = store.damaged()
  if (damaged.length === 0) return { name, status: 'ok', found: 'all that were read are whole' }
  const first = damaged.slice(0, 3).map(({ table, key }) => `${table} ${key}`)
  const hint = 'they are left as they are and skipped'
  return { name, status: 'warning', found: `${damaged.length} damaged, such as ${first.join(', ')}`, hint }
}

async function checkKeeper({ keeper, picture }: Context): Promise<Check> {
  const name = 'keeper'
  try {
    const kept = (await keeper.runs()).filter(({ isDrained }) => !isDrained)
    const missing = [...picture.runs.values()].filter(
      ({ id, state }) => liveProcess(state) && !kept.some(({ run }) => run === id),
    )
    if (missing.length === 0)
      return { name, status: 'ok', found: `keeps ${kept.length} on ${availableParallelism()} cores` }
    return { name, status: 'failed', found: `does not have ${missing.map(({ id }) => id).join(', ')}` }
  } catch (problem) {
    const found = problem instanceof Error ? problem.message : String(problem)
    return { name, status: 'failed', found, hint: 'another one is started by itself; look again' }
  }
}

async function checkStrays(context: Context): Promise<Check> {
  const found = await findStrays(context)
  if (found.length === 0) return { name: 'strays', status: 'ok', found: 'none' }
  const some = found.slice(0, 3).map(({ pid, command }) => `${pid} ${command}`)
  const hint = 'see them all: skep strays; end them: skep strays --kill'
  return { name: 'strays', status: 'warning', found: `${found.length}, such as ${some.join(', ')}`, hint }
}

async function checkPorts(context: Context): Promise<Check> {
  const found = await findPortHolders(context)
  if (found.length === 0) return { name: 'ports', status: 'ok', found: 'those that workers claim are free, or theirs' }
  const hint = 'end that process, or give the worker another port; see them all: skep strays'
  return {
    name: 'ports',
    status: 'warning',
    found: found
      .slice(0, 3)
      .map(({ said }) => said)
      .join('; '),
    hint,
  }
}
