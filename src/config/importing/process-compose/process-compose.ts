import type { Environment } from '../../environment.ts'
import { readFile, toPath } from '../../reading.ts'
import { problemAt } from '../../text/problem.ts'
import type { Source } from '../../text/source.ts'
import { type Mapping, valueAt } from '../../tree/tree.ts'
import { toEnvironment } from '../../variables/env-files.ts'
import { keysAt, textAt } from '../document.ts'
import { type Fields, fieldsIn, type Keys, noteRest, textIn } from '../fields.ts'
import type { Importing, SkepDocument } from '../translation.ts'
import { optionalFile, toEnv } from './environment.ts'
import { readLayers } from './layers.ts'
import { extendAll } from './merge.ts'
import { fillStructure } from './now.ts'
import { isWithoutDotEnv, toProcesses } from './processes.ts'
import { defaultShell, type Shell } from './shell.ts'
import { type Texts, toVars } from './texts.ts'

const kept = 'skep keeps the output of every run by itself: `skep logs` shows it'

const keys: Keys = {
  // What is here and not read is as the file wants it anyway: unknown keys are told, and who needs another is stopped first.
  carried: [
    'processes',
    'name',
    'environment',
    'shell',
    'vars',
    'env_cmds',
    'disable_env_expansion',
    'version',
    'is_strict',
    'ordered_shutdown',
  ],
  dropped: {
    log_location: kept,
    log_configuration: kept,
    log_length: kept,
    log_level: 'skep logs by itself',
    log_format: 'skep logs by itself',
    is_tui_disabled: { why: '`skep up` shows the screen at a terminal, and streams else', unless: [false] },
    mcp_server: 'skep is driven by its own commands and its own MCP server',
  },
}

/** Translates a `process-compose.yaml`, with what it extends and what lies over it. */
export async function translateProcessCompose(source: Source, importing: Importing): Promise<SkepDocument | undefined> {
  const layers = await readLayers(source, importing)
  if (!layers) return undefined
  const dotenv = await readDotEnv(importing)
  const texts = toTexts(layers, dotenv, importing)
  const filled = fillStructure(layers.mapping, texts)
  if (filled.kind !== 'mapping') return undefined
  if (dotenv) noteOutside(layers, dotenv)
  return toDocument({ ...layers, mapping: filled }, texts, dotenv !== undefined)
}

/** The `.env` beside the file, which counts for all of it when it is there. */
async function readDotEnv(importing: Importing): Promise<Environment | undefined> {
  const read = await readFile(toPath('.env', importing), '.env', importing)
  // What is wrong in it is told when the document is read.
  return 'errno' in read ? undefined : toEnvironment(read, { report: () => undefined })
}

function toTexts({ mapping }: Fields, dotenv: Environment = {}, { inherited, note }: Importing): Texts {
  const off = valueAt(mapping, 'disable_env_expansion')
  const vars = valueAt(mapping, 'vars')
  return {
    bare: true,
    expands: !(off?.kind === 'scalar' && off.value === true),
    valueNow: name =>
      Object.hasOwn(dotenv, name) ? dotenv[name] : Object.hasOwn(inherited, name) ? inherited[name] : undefined,
    vars: vars?.kind === 'mapping' ? toVars(vars) : {},
    note,
  }
}

/** In the tool what is set outside counts over `.env`, but for `${…}`; and the values of `.env` may name each other. */
function noteOutside({ mapping, importing: { inherited, note } }: Fields, dotenv: Environment): void {
  const names = Object.keys(dotenv).filter(name => Object.hasOwn(inherited, name) && inherited[name] !== dotenv[name])
  const named = Object.keys(dotenv).filter(name => /\$\{?[A-Za-z_]/.test(dotenv[name] ?? ''))
  if (named.length > 0) note(mapping.place, `variables that ${named.join(', ')} of .env name are not filled in there`)
  if (names.length > 0)
    note(mapping.place, `what .env says of ${names.join(', ')} counts here over what is set outside`)
}

function toDocument(fields: Fields, texts: Texts, hasDotEnv: boolean): SkepDocument {
  const file = fields.mapping
  noteRest(fields, keys)
  noteHabits(fields)
  const name = textIn(fields, 'name')
  const processes = toExtended(fields)
  const isShared = !Array.from(processes.entries.values()).some(({ value }) => isWithoutDotEnv(value))
  return keysAt(file.place, {
    name: name && textAt(name.place, name.text),
    env: toEnv(fields, texts),
    env_file: hasDotEnv && isShared ? optionalFile(file.place, '.env') : undefined,
    workers: toProcesses(fields, processes, {
      texts,
      shell: toShell(fields),
      isEachWithDotEnv: hasDotEnv && !isShared,
    }),
  })
}

/** What is different for every file. */
function noteHabits({ mapping, importing }: Fields): void {
  const place = mapping.entries.get('processes')?.key ?? mapping.place
  importing.note(
    place,
    'processes get PC_PROC_NAME and PC_REPLICA_NUM where they name them or have replicas; a worker finds its name in SKEP_WORKER',
  )
  importing.note(
    place,
    '`skep up` as a stream ends when a service fails for good, where process-compose goes on: `skep up --until all` does too',
  )
}

function toExtended(fields: Fields): Mapping {
  const written = fieldsIn(fields, 'processes')?.mapping ?? { ...fields.mapping, entries: new Map() }
  const { processes, wrong } = extendAll(written)
  for (const { place } of wrong) {
    fields.importing.report(() => problemAt(place, { message: 'this extends a process that is not there, or itself' }))
  }
  return processes
}

function toShell(fields: Fields): Shell {
  const shell = fieldsIn(fields, 'shell')
  if (!shell) return defaultShell
  noteRest(shell, {
    carried: ['shell_command', 'shell_argument'],
    dropped: {
      elevated_shell_command: 'nothing is started as another user',
      elevated_shell_argument: 'nothing is started as another user',
    },
  })
  const program = textIn(shell, 'shell_command')?.text ?? defaultShell.program
  const argument = textIn(shell, 'shell_argument')?.text ?? defaultShell.argument
  return { program, argument, isOwn: program !== defaultShell.program || argument !== defaultShell.argument }
}
