import { readFile, toPath } from '../../reading.ts'
import { toSource } from '../../text/source.ts'
import { parseDotenv } from '../../variables/dotenv.ts'
import type { Importing } from '../translation.ts'
import type { Setting, Settings } from './setting.ts'

const prefix = 'OVERMIND_'

const carried: Readonly<Record<string, keyof Settings>> = {
  FORMATION: 'formation',
  PORT: 'port',
  PORT_STEP: 'portStep',
  FORMATION_PORT_STEP: 'instanceStep',
  NO_PORT: 'noPort',
  ROOT: 'folder',
  TIMEOUT: 'timeout',
  STOP_SIGNALS: 'signals',
  AUTO_RESTART: 'restarted',
  IGNORED_PROCESSES: 'ignored',
}

const ofOvermind = 'it is about how overmind itself runs'

const dropped: Readonly<Record<string, string>> = {
  CAN_DIE: 'here nothing is stopped because something else has ended',
  ANY_CAN_DIE: 'here nothing is stopped because something else has ended',
  PROCFILE: 'the file that was named is read',
  ENV: 'name the file under `env_file`',
  PROCESSES: 'which of them start is said by `skep up NAME…`',
  SHELL: 'lines go to `sh`',
}

/** Reads overmind's settings, which are variables in `.env` and, counting more, in `.overmind.env`. */
export async function readOvermind(importing: Importing): Promise<Settings> {
  const shared = await readVariables('.env', importing)
  const own = await readVariables('.overmind.env', importing)
  const isForPrograms = [...own.keys()].some(name => !name.startsWith(prefix))
  const [first] = own.values()
  const settings = toSettings(new Map([...shared, ...own]), importing)
  return { ...settings, ...(first && isForPrograms && { ownEnv: { ...first, text: '.overmind.env' } }) }
}

type Variables = ReadonlyMap<string, Setting>

// What is wrong in an env file is told when it is read for the workers.
async function readVariables(file: string, importing: Importing): Promise<Variables> {
  const read = await readFile(toPath(file, importing), file, importing)
  if ('errno' in read) return new Map()
  const source = toSource(read.file, read.text, true)
  const { entries } = parseDotenv(source.text)
  return new Map(
    Array.from(entries, ([name, { value, at }]) => {
      return [name, { text: value, place: { source, start: at, end: at + name.length } }]
    }),
  )
}

function toSettings(variables: Variables, { note }: Importing): Settings {
  const settings: Partial<Record<string, Setting>> = {}
  for (const [name, setting] of variables) {
    if (!name.startsWith(prefix)) continue
    const short = name.slice(prefix.length)
    const key = Object.hasOwn(carried, short) ? carried[short] : undefined
    if (key) settings[key] = setting
    else note(setting.place, `\`${name}\` is not carried over: ${dropped[short] ?? ofOvermind}`)
  }
  return { ...settings, ...(settings['formation'] && { others: 1 }) }
}
