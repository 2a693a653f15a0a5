import type { Client } from '../client/client.ts'
import { stripAll } from '../core/sanitise.ts'
import type { Verdict } from '../core/verdict.ts'
import type { PortHolder, Stray } from '../protocol/verbs/strays.ts'
import type { CommonOptions, Given } from './command.ts'
import type { Doors } from './doors.ts'
import { toIso, writeJson } from './json.ts'
import { withFound } from './project.ts'
import { renderVerdict } from './verdicts.ts'

export type StraysOptions = CommonOptions & { readonly kill?: true }

type Found = {
  readonly strays: readonly Stray[]
  readonly holders: readonly PortHolder[]
  readonly verdicts: readonly Verdict[]
}

const nothing: Found = { strays: [], holders: [], verdicts: [] }

/** Lists what outlives its run, and ends it when asked; exit code 1 when something survived that. */
export async function strays({ options }: Given<StraysOptions>, doors: Doors): Promise<number> {
  const found = (await withFound(doors, 'known', client => look(client, options.kill === true))) ?? nothing
  if (options.json) writeJson(doors, toDocument(found))
  else doors.stdout.write(render(found))
  return found.verdicts.every(({ survivors }) => survivors.length === 0) ? 0 : 1
}

async function look({ ask }: Client, isToKill: boolean): Promise<Found> {
  const { strays: found, holders } = await ask('strays', {})
  if (!isToKill || found.length === 0) return { strays: found, holders, verdicts: [] }
  const { verdicts } = await ask('sweep', { runs: [...new Set(found.map(({ run }) => run))] })
  return { strays: found, holders, verdicts }
}

function toDocument({ strays: found, holders, verdicts }: Found): Readonly<Record<string, unknown>> {
  return {
    strays: found.map(({ runEndedAtMs, ...stray }) => ({ ...stray, runEndedAt: toIso(runEndedAtMs) })),
    holders: holders.map(({ said: _said, ...holder }) => holder),
    verdicts: verdicts.map(({ run, tookMs, ended, survivors, spared }) => ({ run, tookMs, ended, survivors, spared })),
  }
}

function render(found: Found): string {
  return `${renderStrays(found)}${found.holders.map(renderHolder).join('')}`
}

function renderHolder({ said, wantedBy }: PortHolder): string {
  return `${stripAll(said)}; ${wantedBy.join(', ')} claim${wantedBy.length === 1 ? 's' : ''} it\n`
}

function renderStrays({ strays: found, verdicts }: Found): string {
  if (found.length === 0) return 'no strays: everything that ran here has ended\n'
  const nameOf = (run: string): string => found.find(stray => stray.run === run)?.name ?? run
  if (verdicts.length > 0) return verdicts.map(verdict => renderVerdict(nameOf(verdict.run), verdict)).join('')
  const lines = found.map(({ pid, command, name, run, ports }) => {
    const held = ports.length > 0 ? `, listens on ${ports.join(', ')}` : ''
    return `${pid}  ${stripAll(command)}  (of ${name ?? run}${held})`
  })
  return `${lines.join('\n')}\nend them: skep strays --kill\n`
}
