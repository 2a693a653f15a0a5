import type { Mapping, Scalar, Tree } from '../../tree/tree.ts'
import { isText } from '../../tree/tree.ts'
import { keysAt, listAt, mappingAt, plainAt, templateAt, textAt } from '../document.ts'
import {
  type Fields,
  fieldIn,
  flagIn,
  type Keys,
  noteChange,
  noteKey,
  noteRest,
  numberIn,
  refuse,
  textIn,
  textsIn,
} from '../fields.ts'
import { toWorkerNames } from '../names.ts'
import { toAvailability } from './availability.ts'
import { optionalFile, toEnv, toEnvFile } from './environment.ts'
import { type Others, toNeeds } from './needs.ts'
import { type Around, toHealth, toProbe, toReady, toReadyLine } from './probe.ts'
import { toSchedule } from './schedule.ts'
import { inShell, type Shell, toLine } from './shell.ts'
import { toStop } from './shutdown.ts'
import { type Texts, toRendered, toText } from './texts.ts'
import { toWatch } from './watch.ts'

const kept = 'skep keeps the output of every run by itself: `skep logs` shows it'

const keys: Keys = {
  carried: [
    ...['command', 'entrypoint', 'working_dir', 'environment', 'env_file', 'depends_on', 'availability', 'shutdown'],
    ...['readiness_probe', 'liveness_probe', 'ready_log_line', 'namespace', 'replicas', 'disabled', 'is_disabled'],
    ...['is_tty', 'is_interactive', 'is_foreground', 'success_exit_codes', 'schedule', 'watch', 'vars', 'description'],
    ...['is_template_disabled', 'is_dotenv_disabled'],
  ],
  dropped: {
    log_location: kept,
    log_configuration: kept,
    truncate_log: kept,
    disable_ansi_colors: { why: 'colours are kept, and shown where they can be', unless: [false] },
    is_daemon: {
      why: 'what goes on in the background after its starter has ended is not looked after; let it run in the foreground',
      unless: [false],
    },
    is_elevated: { why: 'it starts as the user who starts skep', unless: [false] },
    launch_timeout_seconds: 'it means something for daemons alone',
    mcp: 'a worker is no tool of an MCP server',
    monitor_for: { why: 'nobody is told of output', unless: ['none'] },
    monitor_silence_threshold: 'nobody is told of silence',
  },
}

/** What a process is read with. */
export type Setting = {
  readonly shell: Shell
  readonly texts: Texts
  readonly others: Others
  /** Variables that a command gives: each is asked for in front of the commands that name it. */
  readonly commands: ReadonlyMap<string, string>
  /** Variables that the tool gives to this process by itself, and it names. */
  readonly given: Readonly<Record<string, string>>
  /** Others wait until it is done. */
  readonly isAwaited: boolean
  /** Which worker belongs to it when it has replicas. */
  readonly family: string | undefined
  readonly isEachWithDotEnv: boolean
}

/** One process as a worker; undefined when it has nothing to run. */
export function toWorker(fields: Fields, setting: Setting): Mapping | undefined {
  const { texts } = setting
  noteRest(fields, keys)
  noteDescription(fields)
  const command = toCommand(fields, setting)
  if (!command) return undefined
  const availability = toAvailability(fields)
  const schedule = toSchedule(fields)
  const folder = textIn(fields, 'working_dir')
  return keysAt(fields.mapping.place, {
    command,
    cwd: folder && toFolder(folder, texts),
    env: toWholeEnv(fields, setting),
    env_file: toEnvFiles(fields, setting),
    tty: ['is_tty', 'is_interactive', 'is_foreground'].some(key => flagIn(fields, key) === true)
      ? plainAt(fields.mapping.place, true)
      : undefined,
    kind: setting.isAwaited ? plainAt(fields.mapping.place, 'task') : undefined,
    start: toStart(fields) ?? schedule.start,
    schedule: schedule.schedule,
    overlap: schedule.overlap,
    success: toCodes(fields),
    needs: toNeeds(fields, setting.others),
    ...toSigns(fields, setting),
    ...toRestart(availability, fields),
    watch: toWatch(fields),
    stop: toStop(fields, setting),
    exit_on: availability.exit_on,
    group: toGroup(fields, setting),
  })
}

/** A folder that a variable names, which may be none: then it is that of the file. */
function toFolder(folder: Scalar, texts: Texts): Scalar {
  const rendered = toRendered(folder, texts)
  return templateAt(
    rendered.place,
    rendered.text.replace(/^\$\{(\w+):-\}$/, (_, name: string) => `\${${name}:-.}`),
  )
}

function noteDescription(fields: Fields): void {
  const text = textIn(fields, 'description')
  if (text) noteKey(fields, 'description', `it stands in a comment alone: ${text.text}`)
}

function toCommand(fields: Fields, { shell, texts, commands }: Setting): Tree | undefined {
  const line = textIn(fields, 'command')
  const words = textsIn(fields, 'entrypoint')
  if (line && line.text.trim() !== '') {
    if (words) noteKey(fields, 'entrypoint', '`command` counts over it')
    const isPlain = flagIn(fields, 'is_template_disabled') === true
    const text = (isPlain ? toText : toRendered)(line, inShell(texts, shell))
    return toLine(withCommands(text, commands), shell)
  }
  if (words && words.length > 0)
    return listAt(
      fields.mapping.place,
      words.map(word => toText(word, texts)),
    )
  fields.importing.note(fields.mapping.place, 'is not carried over: it has nothing to run', fields.worker)
  return undefined
}

function withCommands(line: Scalar, commands: Setting['commands']): Scalar {
  const named = [...commands].filter(([name]) => line.text.includes(name))
  if (named.length === 0) return line
  const before = named.map(([name, command]) => `export ${name}="$(${command})"\n`).join('')
  return templateAt(line.place, before + line.text)
}

function toWholeEnv(fields: Fields, { texts, given }: Setting): Mapping | undefined {
  const { place } = fields.mapping
  const own = toEnv(fields, texts)
  const before = Object.entries(given).map(([name, value]) => [name, textAt(place, value)] as const)
  const after = Array.from(own?.entries ?? [], ([name, { value }]) => [name, value] as const)
  return before.length + after.length === 0 ? undefined : mappingAt(own?.place ?? place, new Map([...before, ...after]))
}

/** The process's own file comes behind `.env`, and counts over it. */
function toEnvFiles(fields: Fields, { texts, isEachWithDotEnv }: Setting): Tree | undefined {
  const own = toEnvFile(fields, texts)
  const isDisabled = flagIn(fields, 'is_dotenv_disabled') === true
  if (isDisabled && mentions(fields.mapping, '${'))
    noteChange(fields, 'is_dotenv_disabled', 'variables that .env alone sets are not filled into its texts')
  if (!isEachWithDotEnv || isDisabled) return own
  const shared = optionalFile(fields.mapping.place, '.env')
  return own ? { ...shared, items: [...shared.items, own] } : shared
}

function toStart(fields: Fields): Tree | undefined {
  const named = textIn(fields, 'is_disabled')?.text
  const isDisabled = named === 'true' || (named !== 'false' && flagIn(fields, 'disabled') === true)
  const isForeground = flagIn(fields, 'is_foreground') === true
  return isDisabled || isForeground ? plainAt(fields.mapping.place, 'manual') : undefined
}

function toCodes(fields: Fields): Tree | undefined {
  const value = fieldIn(fields, 'success_exit_codes')
  if (!value) return undefined
  const codes =
    value.kind === 'list' ? value.items.map(item => (item.kind === 'scalar' ? Number(item.text) : Number.NaN)) : []
  if (value.kind === 'list' && codes.every(Number.isInteger)) return plainAt(value.place, codes)
  return refuse(fields, { key: 'success_exit_codes', value, expected: 'a list of exit codes' })
}

/** Who answers its readiness probe is ready, and is asked on: when it fails later the process is ended, as the tool does. */
function toSigns(fields: Fields, around: Around): { readonly ready?: Tree; readonly health?: Tree } {
  const line = textIn(fields, 'ready_log_line')
  const ready = toProbe(fields, 'readiness_probe', around)
  const live = toProbe(fields, 'liveness_probe', around)
  if (ready && line) noteKey(fields, 'ready_log_line', 'a worker becomes ready in one way, by its `readiness_probe`')
  if (ready && live)
    noteChange(fields, 'readiness_probe', 'it is asked until the worker is ready; from then on `liveness_probe` is')
  const health = live ? { ...live, failures: live.failures + live.extra } : ready
  return {
    ...(ready ? { ready: toReady(ready) } : line && { ready: toReadyLine(line) }),
    ...(health && { health: toHealth(health) }),
  }
}

/** Who is looked after would be started again by itself: here the file has the word. */
function toRestart({ restart }: ReturnType<typeof toAvailability>, { mapping }: Fields): { readonly restart?: Tree } {
  const isLookedAfter = ['readiness_probe', 'liveness_probe'].some(key => mapping.entries.has(key))
  const policy = restart ?? (isLookedAfter ? plainAt(mapping.place, 'never') : undefined)
  return policy ? { restart: policy } : {}
}

function toGroup(fields: Fields, { family }: Setting): Tree | undefined {
  const [first, ...more] = (textsIn(fields, 'namespace') ?? []).filter(({ text }) => text !== 'default' && text !== '')
  if (more.length > 0)
    noteChange(fields, 'namespace', `a worker is in one group; it is not in ${more.map(({ text }) => text).join(', ')}`)
  if (!first) return family === undefined ? undefined : plainAt(fields.mapping.place, family)
  const name = toWorkerNames([first.text]).get(first.text) ?? first.text
  if (name !== first.text) noteChange(fields, 'namespace', `the group is called \`${name}\` here`)
  return textAt(first.place, name)
}

/** How many of its kind there are. */
export function countReplicas(fields: Fields): number {
  const count = Math.round(numberIn(fields, 'replicas') ?? 1)
  if (count > mostReplicas) noteChange(fields, 'replicas', `as many as ${mostReplicas} came over`)
  return Math.max(1, Math.min(mostReplicas, count))
}

// As many as a worker of ours can have.
const mostReplicas = 100

/** Whether a text is meant: for words that could stand anywhere in a process. */
export function mentions(tree: Tree, word: string): boolean {
  if (tree.kind === 'scalar') return isText(tree) && tree.text.includes(word)
  if (tree.kind === 'list') return tree.items.some(item => mentions(item, word))
  return Array.from(tree.entries).some(([name, { value }]) => name.includes(word) || mentions(value, word))
}
