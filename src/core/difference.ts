import { isSame } from './same.ts'
import type { WorkerSpec } from './spec.ts'

/** What of a worker can differ from what it was; what it inherits does not count. */
export type SpecField = Exclude<keyof WorkerSpec, 'name' | 'env' | 'branch'>

/** When another value of a field takes effect: with another process, at once, or with the next run. */
export type Effect = 'restart' | 'now' | 'next-run'

/** That a field differs; of the environment also which variables do. */
export type SpecChange = { readonly field: SpecField; readonly effect: Effect; readonly names: readonly string[] }

/** Every field, with the key by which a file has it. */
const fields: { readonly [Field in SpecField]: { readonly key: string; readonly effect: Effect } } = {
  command: { key: 'command', effect: 'restart' },
  cwd: { key: 'cwd', effect: 'restart' },
  declaredEnv: { key: 'env', effect: 'restart' },
  tty: { key: 'tty', effect: 'restart' },
  stdin: { key: 'stdin', effect: 'restart' },
  streams: { key: 'streams', effect: 'restart' },
  kind: { key: 'kind', effect: 'now' },
  start: { key: 'start', effect: 'now' },
  stop: { key: 'stop', effect: 'now' },
  restart: { key: 'restart', effect: 'now' },
  needs: { key: 'needs', effect: 'now' },
  ready: { key: 'ready', effect: 'now' },
  health: { key: 'health', effect: 'now' },
  group: { key: 'group', effect: 'now' },
  exitOn: { key: 'exit_on', effect: 'now' },
  replica: { key: 'replicas', effect: 'now' },
  watch: { key: 'watch', effect: 'now' },
  schedule: { key: 'schedule', effect: 'now' },
  hooks: { key: 'on', effect: 'now' },
  ports: { key: 'ports', effect: 'next-run' },
  success: { key: 'success', effect: 'next-run' },
  size: { key: 'size', effect: 'next-run' },
}

/** Whether two paths lead to the same folder: only who may look at the disk can tell. */
export type IsSameFolder = (one: string, other: string) => boolean

/** Whether two paths are written alike, for who may not look. */
export const isWrittenAlike: IsSameFolder = (one, other) => one === other

/** How a worker differs from what it was. */
export function differencesOf(
  before: WorkerSpec,
  after: WorkerSpec,
  isSameFolder: IsSameFolder,
): readonly SpecChange[] {
  return fieldNames.flatMap(field => {
    if (field === 'cwd' && isSameFolder(before.cwd, after.cwd)) return []
    if (isSame(before[field], after[field])) return []
    const names = field === 'declaredEnv' ? differingNames(before[field], after[field]) : []
    const effect = field === 'ready' && isToNotify(before, after) ? 'restart' : fields[field].effect
    return [{ field, effect, names }]
  })
}

/** Only from its start on does a process know where to say that it is ready. */
export function isToNotify({ ready: before }: WorkerSpec, { ready }: WorkerSpec): boolean {
  return ready.kind === 'notify' && before.kind !== 'notify'
}

// As: the keys of a table that has every field and nothing else.
const fieldNames = Object.keys(fields) as readonly SpecField[]

type Variables = WorkerSpec['declaredEnv']

/** The variables that differ, or that only one of two has. */
export function differingNames(one: Variables, other: Variables): readonly string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].filter(name => one[name] !== other[name])
}

/** Whether a change is one of the running process, which only a new one can make. */
export function touchesProcess({ effect }: SpecChange): boolean {
  return effect === 'restart'
}

/** Whether a change waits for the next run, though it is no reason for one. */
export function isForNextRun({ effect }: SpecChange): boolean {
  return effect === 'next-run'
}

/** What differs, by the key that a file has for it: `command`, `env PORT`. */
export function describeChange({ field, names }: SpecChange): string {
  return [fields[field].key, ...(names.length > 0 ? [names.join(', ')] : [])].join(' ')
}

/** All of what differs, in words. */
export function describeChanges(changes: readonly SpecChange[]): string {
  return changes.map(describeChange).join(', ')
}
