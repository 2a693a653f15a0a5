import { quoteWord } from '../../../core/command.ts'
import { formatDuration } from '../../../core/duration.ts'
import type { Scalar, Tree } from '../../tree/tree.ts'
import { keysAt, plainAt, templateAt } from '../document.ts'
import { type Fields, fieldsIn, type Keys, noteChange, noteKey, noteRest, numberIn, textIn } from '../fields.ts'
import { inShell, type Shell, toLine, toShellWords } from './shell.ts'
import { type Texts, toRendered } from './texts.ts'

export type Around = { readonly shell: Shell; readonly texts: Texts }

const keys: Keys = {
  carried: ['exec', 'http_get', 'initial_delay_seconds', 'period_seconds', 'timeout_seconds', 'failure_threshold'],
  dropped: { success_threshold: { why: 'one good answer is enough, as it is for process-compose', unless: [1] } },
}

/** A probe as a question and its pace. */
export type Probe = {
  readonly question: Readonly<Record<string, Tree | undefined>>
  readonly everyMs: number
  readonly timeoutMs: number
  readonly failures: number
  /** How many more may fail while it begins. */
  readonly extra: number
  readonly place: Fields['mapping']['place']
}

/** Reads a probe; undefined when there is none, or none that asks anything. */
export function toProbe(process: Fields, key: string, around: Around): Probe | undefined {
  const fields = fieldsIn(process, key)
  if (!fields) return undefined
  noteRest(fields, keys)
  const question = toQuestion(fields, around)
  if (!question) {
    noteKey(process, key, 'it has neither `exec` nor `http_get`')
    return undefined
  }
  const everyMs = atLeastOne(numberIn(fields, 'period_seconds'), 10) * 1_000
  const failures = atLeastOne(numberIn(fields, 'failure_threshold'), 3)
  const timeoutMs = atLeastOne(numberIn(fields, 'timeout_seconds'), 1) * 1_000
  return { question, everyMs, timeoutMs, failures, extra: triesOfDelay(fields, everyMs), place: fields.mapping.place }
}

function atLeastOne(number: number | undefined, fallback: number): number {
  return number === undefined || number < 1 ? fallback : Math.round(number)
}

/** The first question comes at once here: the tries that fail meanwhile are not to count. */
function triesOfDelay(fields: Fields, everyMs: number): number {
  const delay = numberIn(fields, 'initial_delay_seconds') ?? 0
  if (delay <= 0) return 0
  const tries = Math.ceil((delay * 1_000) / everyMs)
  noteChange(
    fields,
    'initial_delay_seconds',
    `skep asks from the start, and may fail ${tries} more ${tries === 1 ? 'time' : 'times'} instead`,
  )
  return tries
}

function toQuestion(fields: Fields, around: Around): Probe['question'] | undefined {
  const exec = fieldsIn(fields, 'exec')
  if (exec) return toExec(exec, around)
  const http = fieldsIn(fields, 'http_get')
  return http && toHttp(http, around.texts)
}

function toExec(fields: Fields, { shell, texts }: Around): Probe['question'] | undefined {
  noteRest(fields, { carried: ['command', 'working_dir'] })
  const command = textIn(fields, 'command')
  const folder = textIn(fields, 'working_dir')
  if (!command) return undefined
  const line = toRendered(command, inShell(texts, shell))
  if (!folder) return { exec: toLine(line, shell) }
  const moved = `cd ${quoteWord(toRendered(folder, texts).text)} || exit 1; ${line.text}`
  return { exec: toShellWords(templateAt(line.place, moved), shell) }
}

function toHttp(fields: Fields, texts: Texts): Probe['question'] {
  noteRest(fields, {
    carried: ['host', 'path', 'scheme', 'port', 'num_port', 'status_code'],
    dropped: { headers: 'skep asks without headers of your own' },
  })
  const part = (key: string, fallback: string): string => {
    const written = textIn(fields, key)
    return written && written.text.trim() !== '' ? toRendered(written, texts).text : fallback
  }
  const port = part('port', part('num_port', ''))
  const path = part('path', '/')
  const url = `${part('scheme', 'http')}://${part('host', '127.0.0.1')}${port === '' ? '' : `:${port}`}${path.startsWith('/') ? '' : '/'}${path}`
  const { place } = fields.mapping
  return { http: keysAt(place, { url: templateAt(place, url), status: plainAt(place, toStatus(fields)) }) }
}

function toStatus(fields: Fields): number {
  const status = numberIn(fields, 'status_code') ?? 200
  return status < 100 || status >= 400 ? 200 : status
}

/** How it becomes known that a worker may be used. */
export function toReady({ question, place, ...pace }: Probe): Tree {
  return keysAt(place, { ...question, ...toPace(place, pace), attempts: plainAt(place, pace.failures + pace.extra) })
}

/** How it is found out whether it still does its work. */
export function toHealth({ question, place, ...pace }: Probe): Tree {
  return keysAt(place, { ...question, ...toPace(place, pace), failures: plainAt(place, pace.failures) })
}

function toPace(place: Probe['place'], { everyMs, timeoutMs }: Pick<Probe, 'everyMs' | 'timeoutMs'>) {
  return { every: plainAt(place, formatDuration(everyMs)), timeout: plainAt(place, formatDuration(timeoutMs)) }
}

// What means something in a regular expression.
const special = /[.*+?^${}()|[\]\\]/g

/** A line that says of itself that the process is ready: it is looked for as it stands. */
export function toReadyLine({ place, text }: Scalar): Tree {
  return keysAt(place, { log: plainAt(place, text.replaceAll(special, '\\$&')) })
}
