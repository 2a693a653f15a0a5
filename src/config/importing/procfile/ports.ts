import { type Problem, problemAt, problemOf } from '../../text/problem.ts'
import type { Source } from '../../text/source.ts'
import type { Importing } from '../translation.ts'
import type { Line } from './lines.ts'
import type { Setting, Settings } from './setting.ts'

/** The port of an instance of a line, both counted from 0; undefined when none is given. */
export type Ports = (line: number, instance: number) => number | undefined

// foreman's: the first worker listens here, each further one a hundred on, and each further instance of one beside it.
const firstPort = 5_000
const lineStep = 100
const instanceStep = 1
const lastPort = 65_535

/** How ports are counted; `shared` is the PORT of the env files. */
export function toPorts(settings: Settings, shared: Setting | undefined, counting: Counting): Ports {
  if (isOn(settings.noPort)) return () => undefined
  const first = toFirst(settings.port ?? shared, counting)
  const line = toStep(settings.portStep, lineStep, counting)
  const instance = toStep(settings.instanceStep, instanceStep, counting)
  return (index, number) => first + index * line + number * instance
}

export type Counting = { readonly source: Source; readonly importing: Importing }

function isOn(setting: Setting | undefined): boolean {
  return setting !== undefined && !/^(|0|false|f)$/i.test(setting.text)
}

function toFirst(setting: Setting | undefined, { source, importing }: Counting): number {
  const named = setting?.text ?? importing.inherited['PORT']
  if (named === undefined) return firstPort
  const port = /^\d{1,5}$/.test(named) ? Number(named) : 0
  if (port >= 1 && port <= lastPort) return port
  const message = `PORT, from which the workers' ports are counted, takes a number from 1 to ${lastPort}`
  const words = { message, hint: 'set it in .env or in the environment, or leave it out' }
  importing.report((): Problem => (setting ? problemAt(setting.place, words) : problemOf(source.file, words)))
  return firstPort
}

function toStep(setting: Setting | undefined, otherwise: number, { importing }: Counting): number {
  if (!setting) return otherwise
  if (/^\d{1,4}$/.test(setting.text)) return Number(setting.text)
  importing.report(() => problemAt(setting.place, { message: 'a step of ports takes a number from 0 to 9999' }))
  return otherwise
}

/** Reports a port that there cannot be. */
export function reportBeyond({ place, name }: Line, port: number | undefined, { report }: Importing): void {
  if (port === undefined || port <= lastPort) return
  report(() => problemAt(place, { message: `the port of \`${name}\` would be beyond ${lastPort}` }))
}
