import { formatDuration, parseDuration } from '../../../core/duration.ts'
import type { Tree } from '../../tree/tree.ts'
import { carriable } from '../carriable.ts'
import { keysAt, listAt, plainAt, textAt } from '../document.ts'
import {
  type Fields,
  fieldIn,
  fieldsIn,
  flagIn,
  noteChange,
  noteKey,
  noteRest,
  numberIn,
  refuse,
  textIn,
  textsIn,
} from '../fields.ts'

type Schedule = {
  readonly schedule?: Tree | undefined
  readonly overlap?: Tree | undefined
  readonly start?: Tree | undefined
}

/** When a process runs by the clock. */
export function toSchedule(process: Fields): Schedule {
  const fields = fieldsIn(process, 'schedule')
  if (!fields) return {}
  const { place } = fields.mapping
  if (!carriable.schedule) {
    noteKey(process, 'schedule', 'a worker starts with the project or by hand, not at a time; it is started by hand')
    return { start: plainAt(place, 'manual') }
  }
  noteRest(fields, {
    carried: ['cron', 'interval', 'max_concurrent'],
    dropped: {
      timezone: 'times are those of this machine',
      run_on_start: { why: 'it runs at its times alone', unless: [false] },
    },
  })
  const cron = textIn(fields, 'cron')
  const interval = textIn(fields, 'interval')
  const ms = interval && parseDuration(interval.text)
  if (interval && ms === undefined && !cron)
    refuse(fields, { key: 'interval', value: interval, expected: 'a duration such as `30m`' })
  const schedule = cron
    ? textAt(cron.place, cron.text)
    : ms === undefined
      ? undefined
      : plainAt(place, { every: formatDuration(ms) })
  const most = numberIn(fields, 'max_concurrent') ?? 1
  if (most > 1) noteChange(fields, 'max_concurrent', 'a worker runs once at a time')
  return { schedule, overlap: schedule && plainAt(place, 'skip') }
}

/** Which files start a process anew when they change. */
export function toWatch(process: Fields): Tree | undefined {
  const fields = fieldsIn(process, 'watch')
  if (!fields) return undefined
  if (!carriable.watch) {
    noteKey(process, 'watch', 'a worker is not restarted when files change')
    return undefined
  }
  noteRest(fields, {
    carried: ['paths', 'cascade', 'debounce'],
    dropped: {
      max_entries: 'skep watches as many as there are',
      buffer_size: 'it means something on Windows alone',
      disable_default_excludes: { why: 'what skep ignores by itself it always ignores', unless: [false] },
    },
  })
  const { place } = fields.mapping
  const paths = toPaths(fields)
  const debounce = textIn(fields, 'debounce')
  const cascade = flagIn(fields, 'cascade')
  return keysAt(place, {
    paths: listAt(
      place,
      paths.flatMap(({ path }) => path),
    ),
    ignore: paths.some(({ ignore }) => ignore.length > 0)
      ? listAt(
          place,
          paths.flatMap(({ ignore }) => ignore),
        )
      : undefined,
    debounce: debounce && textAt(debounce.place, debounce.text),
    cascade: cascade === undefined ? undefined : plainAt(place, cascade),
  })
}

type Watched = { readonly path: readonly Tree[]; readonly ignore: readonly Tree[] }

function toPaths(fields: Fields): readonly Watched[] {
  const value = fieldIn(fields, 'paths')
  if (value?.kind !== 'list') return []
  return value.items.map(item => {
    if (item.kind !== 'mapping') return { path: [], ignore: [] }
    const one = { ...fields, mapping: item, path: `${fields.path}paths.` }
    noteRest(one, {
      carried: ['path', 'exclude'],
      dropped: { include: 'every file below the path counts, but those that are ignored' },
    })
    const path = textIn(one, 'path')
    return {
      path: path ? [textAt(path.place, path.text)] : [],
      ignore: (textsIn(one, 'exclude') ?? []).map(text => textAt(text.place, text.text)),
    }
  })
}
