import { formatDuration, parseDuration } from '../../../core/duration.ts'
import type { Tree } from '../../tree/tree.ts'
import { plainAt, textAt } from '../document.ts'
import { type Fields, fieldsIn, flagIn, noteChange, noteRest, numberIn, refuse, textIn } from '../fields.ts'

type Schedule = {
  readonly schedule?: Tree | undefined
  readonly overlap?: Tree | undefined
  readonly start?: Tree | undefined
}

/** When a process runs by the clock; at the start of the project only when it says so. */
export function toSchedule(process: Fields): Schedule {
  const fields = fieldsIn(process, 'schedule')
  if (!fields) return {}
  noteRest(fields, {
    carried: ['cron', 'interval', 'max_concurrent', 'run_on_start'],
    dropped: { timezone: 'times are those of this machine' },
  })
  const { place } = fields.mapping
  const schedule = toAt(fields)
  if ((numberIn(fields, 'max_concurrent') ?? 1) > 1)
    noteChange(fields, 'max_concurrent', 'a worker runs once at a time')
  if (!schedule) return {}
  const atOnce = flagIn(fields, 'run_on_start') === true
  return { schedule, overlap: plainAt(place, 'skip'), start: atOnce ? plainAt(place, 'auto') : undefined }
}

function toAt(fields: Fields): Tree | undefined {
  const cron = textIn(fields, 'cron')
  if (cron && cron.text.trim() !== '') return textAt(cron.place, cron.text)
  const interval = textIn(fields, 'interval')
  const ms = interval && parseDuration(interval.text)
  if (interval && ms === undefined) {
    return refuse(fields, { key: 'interval', value: interval, expected: 'a duration such as `30m`' })
  }
  return interval && ms !== undefined ? plainAt(interval.place, `every ${formatDuration(ms)}`) : undefined
}
