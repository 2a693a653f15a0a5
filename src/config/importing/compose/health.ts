import { formatDuration } from '../../../core/duration.ts'
import type { Place } from '../../text/source.ts'
import type { Tree } from '../../tree/tree.ts'
import { keysAt, plainAt, templateAt } from '../document.ts'
import { fieldIn, fieldsIn, noteChange, noteKey, noteRest, refuse } from '../fields.ts'
import { readWords } from './command.ts'
import { readCount, readDuration, readFlag, readMs } from './durations.ts'
import { type Texts, toTemplate } from './interpolate.ts'

const probe = { least: 10, most: 24 * 3_600_000 }
const timeout = { least: 1, most: 24 * 3_600_000 }
// Docker's own.
const everyMs = 30_000
const retries = 3

/** How a service is looked after; undefined when it says nothing, or that it is not. */
export function toHealth(texts: Texts): { readonly ready: Tree; readonly health: Tree } | undefined {
  const fields = fieldsIn(texts.fields, 'healthcheck')
  if (!fields) return undefined
  const own: Texts = { ...texts, fields }
  noteRest(fields, { carried: ['test', 'interval', 'timeout', 'retries', 'start_period', 'start_interval', 'disable'] })
  const test = readFlag(own, 'disable') ? undefined : readTest(own)
  if (!test) return undefined
  noteChange(
    texts.fields,
    'healthcheck',
    'what is not healthy is ended and, unless `restart` says no, started again here; Compose only says so',
  )
  return toProbes(test, own)
}

type Test = { readonly place: Place; readonly keys: Readonly<Record<string, Tree>> }

function readTest(texts: Texts): Test | undefined {
  const { fields } = texts
  const value = fieldIn(fields, 'test')
  if (!value) {
    noteKey(fields, 'test', 'what its image says about its health is not known')
    return undefined
  }
  const { place } = value
  const shell = (line: string): Test => ({
    place,
    keys: { exec: templateAt(place, line), shell: plainAt(place, true) },
  })
  if (value.kind === 'scalar') return shell(toTemplate(value, texts))
  const [form, ...words] = readWords('test', value, texts)
  if (form === 'NONE') return undefined
  if (form === 'CMD-SHELL') return shell(words.join(' '))
  if (form === 'CMD' && words.length > 0)
    return { place, keys: { exec: { kind: 'list', place, items: words.map(word => templateAt(place, word)) } } }
  return refuse(fields, {
    key: 'test',
    value,
    expected: 'a line, or a list that begins with `CMD`, `CMD-SHELL` or `NONE`',
  })
}

// It is asked from the start on until it answers well, which is not counted against it, and then looked after.
function toProbes({ place, keys }: Test, texts: Texts): { readonly ready: Tree; readonly health: Tree } {
  const every = readDuration(texts, 'interval', probe) ?? formatDuration(everyMs)
  const pace = readDuration(texts, 'start_interval', probe) ?? every
  const within = readDuration(texts, 'timeout', timeout) ?? formatDuration(everyMs)
  const failures = Math.max(1, readCount(texts, 'retries') ?? retries)
  const plain = (value: string | number) => plainAt(place, value)
  return {
    ready: keysAt(place, {
      ...keys,
      every: plain(pace),
      timeout: plain(within),
      ...toAttempts(texts, failures, place),
    }),
    health: keysAt(place, { ...keys, every: plain(every), timeout: plain(within), failures: plain(failures) }),
  }
}

function toAttempts(texts: Texts, failures: number, place: Place): Readonly<Record<string, Tree>> {
  const periodMs = readMs(texts, 'start_period')
  if (periodMs === undefined || periodMs === 0) return {}
  const pauseMs = readMs(texts, 'start_interval') ?? readMs(texts, 'interval') ?? everyMs
  return { attempts: plainAt(place, Math.min(1_000_000, failures + Math.ceil(periodMs / Math.max(1, pauseMs)))) }
}
