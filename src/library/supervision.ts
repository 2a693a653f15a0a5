import { resolve } from 'node:path'
import { parseAddress } from '../core/address.ts'
import { Fault } from '../core/fault.ts'
import type { Need } from '../core/need.ts'
import { type Health, healthPace, type Probe, type Ready, readyPace } from '../core/probe.ts'
import { type Schedule, standsAlone, unlimitedAttempts, type Watch, type WorkerSpec } from '../core/spec.ts'
import { toCommand } from './command.ts'
import type {
  HealthOptions,
  NeedOption,
  ProbeOptions,
  ReadyOptions,
  ScheduleOptions,
  SupervisionOptions,
  WatchOptions,
} from './supervision-options.ts'

type Supervised = Pick<WorkerSpec, 'needs' | 'ready' | 'health' | 'ports' | 'group' | 'watch' | 'schedule'>

/** What is to be done about a worker beyond running it; `folder` is where it runs. */
export function toSupervision(options: SupervisionOptions, folder: string): Supervised {
  const { needs = [], ready, health, ports, group, watch, schedule } = options
  return {
    needs: needs.map(toNeed),
    ready: ready ? toReady(ready) : standsAlone.ready,
    ...(health && { health: toHealth(health) }),
    ...(ports && { ports }),
    ...(group !== undefined && { group }),
    ...(watch && { watch: toWatch(watch, folder) }),
    ...(schedule && { schedule: toSchedule(schedule) }),
  }
}

function toNeed(option: NeedOption): Need {
  if (typeof option === 'string') return { name: option, until: { kind: 'ready' }, restart: false }
  const { name, until = 'ready', restart = false } = option
  return { name, until: typeof until === 'string' ? { kind: until } : { kind: 'log', pattern: until.log }, restart }
}

function toReady(ready: ReadyOptions): Ready {
  if ('log' in ready) return { kind: 'log', pattern: ready.log }
  if ('delayMs' in ready) return { kind: 'delay', ms: ready.delayMs }
  if ('notify' in ready) return { kind: 'notify' }
  const probe = toProbe(ready)
  const { everyMs = readyPace.everyMs, timeoutMs = readyPace.timeoutMs(probe), attempts = unlimitedAttempts } = ready
  return { ...probe, everyMs, timeoutMs, attempts }
}

function toHealth(health: HealthOptions): Health {
  const { everyMs, timeoutMs, failures } = { ...healthPace, ...health }
  return { ...toProbe(health), everyMs, timeoutMs, failures }
}

function toProbe(options: ProbeOptions): Probe {
  if ('http' in options) return { kind: 'http', url: options.http, statuses: options.statuses ?? [] }
  if ('exec' in options) return { kind: 'exec', command: toCommand(options.exec) }
  const address = parseAddress(String(options.tcp))
  if (address) return { kind: 'tcp', ...address }
  const message = `tcp takes a port from 1 to 65535, or host:port, found ${JSON.stringify(options.tcp)}`
  throw new Fault({ code: 'usage', message, hint: 'such as `tcp: 5432` or `tcp: "db.local:5432"`' })
}

const debounceMs = 300

function toWatch({ paths, ignore = [], cascade = false, ...watch }: WatchOptions, folder: string): Watch {
  const absolute = paths.map(path => resolve(folder, path))
  return { paths: absolute, ignore, cascade, debounceMs: watch.debounceMs ?? debounceMs }
}

function toSchedule({ overlap = 'skip', ...schedule }: ScheduleOptions): Schedule {
  const at: Schedule['at'] =
    'cron' in schedule ? { kind: 'cron', pattern: schedule.cron } : { kind: 'every', ms: schedule.everyMs }
  return { at, overlap, atOnce: true }
}
