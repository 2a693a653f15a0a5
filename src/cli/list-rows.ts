import { toPercent, toShortBytes, toShortTime } from '../core/figures.ts'
import type { ListedRun } from '../core/listed.ts'
import { type Clocks, uptimeMs } from '../core/uptime.ts'
import type { WorkerList } from '../protocol/verbs/list.ts'
import { toFacts } from './documents/list.ts'
import type { WorkerFacts } from './documents/worker.ts'
import { statusOfWorker } from './status.ts'
import { type Cell, type Column, renderTable, type TableLook } from './table.ts'
import { toneOfWord } from './tones.ts'

const columns: readonly Column[] = [
  { title: 'NAME' },
  { title: 'STATUS' },
  { title: 'PID', align: 'right' },
  { title: 'PORTS' },
  { title: 'CPU', align: 'right' },
  { title: 'MEMORY', align: 'right' },
  { title: 'UPTIME', align: 'right' },
  { title: 'RESTARTS', align: 'right' },
  { title: 'OWNER' },
]

export type ListLook = TableLook & { readonly clocks: Clocks }

/** The workers as a table, a line each below their titles. */
export function renderList(list: WorkerList, look: ListLook): readonly string[] {
  return renderTable(
    columns,
    toFacts(list).map(facts => toRow(facts, look.clocks)),
    look,
  )
}

function toRow({ worker, usage, ports }: WorkerFacts, clocks: Clocks): readonly Cell[] {
  const { run, restarts } = worker
  return [
    { text: worker.name, tone: 'strong' },
    { text: statusOfWorker(worker, clocks.nowMs), tone: toneOfWord(worker.status) },
    known(run && livePid(run)),
    known(ports.length > 0 ? ports.join(',') : undefined),
    known(usage && toPercent(usage.cpuCores)),
    known(usage && toShortBytes(usage.memoryBytes)),
    known(run && uptimeOf(run, clocks)),
    restarts === 0 ? { text: '0', tone: 'faint' } : { text: String(restarts) },
    { text: worker.owner },
  ]
}

function known(value: string | number | undefined): Cell {
  return value === undefined ? { text: '-', tone: 'faint' } : { text: String(value) }
}

/** The pid of a process that has ended may be another's by now. */
function livePid({ state, pid }: ListedRun): number | undefined {
  return state.status === 'running' || state.status === 'stopping' ? pid : undefined
}

function uptimeOf(run: ListedRun, clocks: Clocks): string | undefined {
  const lastedMs = uptimeMs(run, clocks)
  return lastedMs === undefined ? undefined : toShortTime(lastedMs)
}
