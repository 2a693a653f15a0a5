import { formatDuration } from '../../core/duration.ts'
import type { Need } from '../../core/need.ts'
import { type Health, healthPace, type Probe, type Ready, readyPace } from '../../core/probe.ts'
import { unlimitedAttempts, type WorkerSpec } from '../../core/spec.ts'
import { escapeText, toCommand, type Written } from './texts.ts'

/** What a file says of what a worker needs, and of how it is found out whether it does its work. */
export function toSupervision({ needs, ready, health }: WorkerSpec): Written {
  return {
    ...(needs.length > 0 && { needs: Object.fromEntries(needs.map(need => [need.name, toNeed(need)])) }),
    ...(ready.kind !== 'started' && { ready: toReady(ready) }),
    ...(health && { health: toHealth(health) }),
  }
}

function toNeed({ until, restart }: Need): Written | string {
  if (until.kind === 'log') return { log: escapeText(until.pattern), ...(restart && { restart }) }
  return restart ? { is: until.kind, restart } : until.kind
}

function toReady(ready: Exclude<Ready, { kind: 'started' }>): Written {
  if (ready.kind === 'log') return { log: escapeText(ready.pattern) }
  if (ready.kind === 'delay') return { delay: formatDuration(ready.ms) }
  if (ready.kind === 'notify') return { notify: true }
  const { everyMs, timeoutMs, attempts } = ready
  return {
    ...toProbe(ready),
    ...(everyMs !== readyPace.everyMs && { every: formatDuration(everyMs) }),
    ...(timeoutMs !== readyPace.timeoutMs(ready) && { timeout: formatDuration(timeoutMs) }),
    ...(attempts !== unlimitedAttempts && { attempts }),
  }
}

function toHealth(health: Health): Written {
  const { everyMs, timeoutMs, failures } = health
  return {
    ...toProbe(health),
    ...(everyMs !== healthPace.everyMs && { every: formatDuration(everyMs) }),
    ...(timeoutMs !== healthPace.timeoutMs && { timeout: formatDuration(timeoutMs) }),
    ...(failures !== healthPace.failures && { failures }),
  }
}

function toProbe(probe: Probe): Written {
  if (probe.kind === 'exec') return toCommand(probe.command, 'exec')
  if (probe.kind === 'http') {
    const { url, statuses } = probe
    return { http: statuses.length > 0 ? { url: escapeText(url), status: statuses } : escapeText(url) }
  }
  const { host, port } = probe
  if (host === 'localhost') return { tcp: port }
  return { tcp: escapeText(host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`) }
}
