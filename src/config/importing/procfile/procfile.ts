import type { Source } from '../../text/source.ts'
import type { Mapping, Tree } from '../../tree/tree.ts'
import { keysAt, mappingAt, type Plain, plainAt, textAt } from '../document.ts'
import type { Importing, SkepDocument } from '../translation.ts'
import { type Formation, readFormation, readNames } from './formation.ts'
import { type Instance, toInstances } from './instances.ts'
import { type Line, readLines } from './lines.ts'
import { toPorts } from './ports.ts'
import type { Setting, Settings } from './setting.ts'
import { readSettings } from './settings.ts'
import { readSharedPort } from './shared-port.ts'
import { toStops } from './stops.ts'

/**
 * Translates a `Procfile` with the `.env` beside it as foreman reads them: each line goes to `sh -c` and gets a PORT of
 * its own. What foreman and overmind were told besides counts too.
 */
export async function translateProcfile(source: Source, importing: Importing): Promise<SkepDocument | undefined> {
  const lines = readLines(source, importing.report)
  const [first] = lines
  if (!first) return undefined
  const settings = await readSettings(importing)
  const envFiles = toEnvFiles(settings)
  const ports = toPorts(settings, await readSharedPort(envFiles, importing), { source, importing })
  const formation = readFormation(settings, lines, importing)
  const instances = toInstances({ lines, formation, ports }, importing)
  const toKeys = toShared({ settings, formation }, lines, importing)
  return keysAt(first.place, {
    env_file: plainAt(first.place, envFiles),
    workers: mappingAt(
      first.place,
      instances.map(instance => [instance.name, toWorker(instance, toKeys(instance.line))]),
    ),
  })
}

// foreman's own one may be missing; those that were named have to be there.
function toEnvFiles({ env, ownEnv }: Settings): readonly EnvFile[] {
  const named: readonly EnvFile[] = env ? readNames(env.text) : [{ path: '.env', optional: true }]
  return ownEnv ? [...named, ownEnv.text] : named
}

/** One file of `env_file`. */
type EnvFile = string | { readonly path: string; readonly optional: true }

type Told = { readonly settings: Settings; readonly formation: Formation }
type Keys = Readonly<Record<string, Tree | undefined>>

// What settings say about a line besides its port.
function toShared({ settings, formation }: Told, lines: readonly Line[], importing: Importing): (line: Line) => Keys {
  const stops = toStops(settings, importing)
  const isRestarted = toChoice(settings.restarted)
  const isIgnored = toChoice(settings.ignored)
  for (const line of lines) {
    const message = 'is not in the formation, so it starts by hand only'
    if (formation(line.name) === 0) importing.note(line.place, message, line.name)
  }
  return ({ name, place }) => ({
    cwd: settings.folder && textAt(settings.folder.place, settings.folder.text),
    start: formation(name) === 0 || isIgnored(name) ? plainAt(place, 'manual') : undefined,
    restart: isRestarted(name) ? plainAt(place, 'always') : undefined,
    stop: stops(name),
  })
}

function toChoice(setting: Setting | undefined): (name: string) => boolean {
  const names = setting ? readNames(setting.text) : []
  return name => names.includes('all') || names.includes(name)
}

function toWorker({ line, port, isOneOfSeveral }: Instance, keys: Keys): Mapping {
  const { place, command, name } = line
  const plain = (value: Plain | undefined) => (value === undefined ? undefined : plainAt(place, value))
  return keysAt(place, {
    command: textAt(place, command),
    shell: plain(true),
    env: plain(port === undefined ? undefined : { PORT: String(port) }),
    group: plain(isOneOfSeveral ? name : undefined),
    ...keys,
  })
}
