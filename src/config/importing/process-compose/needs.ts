import { type Mapping, type Tree, valueAt } from '../../tree/tree.ts'
import { mappingAt, plainAt } from '../document.ts'
import { type Fields, fieldIn, fieldsIn, noteChange, noteRest, refuse } from '../fields.ts'

/** What others are called here. */
export type Others = {
  /** The workers that a name means: one, or as many as it has replicas. */
  readonly workersOf: (name: string) => readonly string[]
  /** What a process says of itself, to know how it becomes healthy. */
  readonly process: (name: string) => Mapping | undefined
}

/** What a process waits for, by the conditions of the tool. */
export function toNeeds(process: Fields, others: Others): Tree | undefined {
  const fields = fieldsIn(process, 'depends_on')
  if (!fields) return undefined
  const needs = new Map<string, Tree>()
  // Who names a single replica means it more than who names all of them.
  const names = [...fields.mapping.entries.keys()].toSorted(
    (one, other) => others.workersOf(other).length - others.workersOf(one).length,
  )
  for (const name of names) {
    const until = toUntil(fields, name, others)
    const place = fields.mapping.entries.get(name)?.key ?? fields.mapping.place
    if (until !== undefined) for (const worker of others.workersOf(name)) needs.set(worker, plainAt(place, until))
  }
  const inOrder = [...fields.mapping.entries.keys()].flatMap(others.workersOf)
  const rows = [...new Set(inOrder)].map(name => [name, needs.get(name)] as const)
  return needs.size === 0 ? undefined : mappingAt(fields.mapping.place, rows)
}

function toUntil(fields: Fields, name: string, others: Others): string | undefined {
  const value = fieldIn(fields, name)
  const need = value && fieldsIn(fields, name)
  if (!need) return value ? undefined : 'started'
  noteRest(need, { carried: ['condition'] })
  const condition = fieldIn(need, 'condition')
  const text = condition?.kind === 'scalar' ? condition.text : 'process_started'
  if (text === 'process_healthy') return toHealthy(need, others.process(name))
  if (text === 'process_completed_successfully' && isEndless(others.process(name))) {
    noteChange(
      need,
      'condition',
      'the other is started again and again, so that it never completes; it is waited for until it has ended once',
    )
    return 'ended'
  }
  const until = conditions[text]
  return until ?? (condition && refuse(need, { key: 'condition', value: condition, expected }))
}

const conditions: Readonly<Record<string, string>> = {
  process_started: 'started',
  process_log_ready: 'ready',
  process_completed: 'ended',
  process_completed_successfully: 'completed',
}

const expected = [...Object.keys(conditions), 'process_healthy'].map(name => `\`${name}\``).join(', ')

/** Healthy is who answers its readiness probe; one that has only the other is so when that one is answered. */
function toHealthy(fields: Fields, process: Mapping | undefined): string {
  if (!process || process.entries.has('readiness_probe')) return 'ready'
  if (process.entries.has('liveness_probe')) return 'healthy'
  noteChange(
    fields,
    'condition',
    'the other has no probe by which it could become healthy; it is waited for until it has started',
  )
  return 'started'
}

function isEndless(process: Mapping | undefined): boolean {
  const availability = process && valueAt(process, 'availability')
  const restart = availability?.kind === 'mapping' ? valueAt(availability, 'restart') : undefined
  return restart?.kind === 'scalar' && restart.text === 'always'
}
