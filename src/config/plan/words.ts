import { quoteCommand } from '../../core/command.ts'
import { formatDuration } from '../../core/duration.ts'
import type { Probe, Ready } from '../../core/probe.ts'
import { type RestartPolicy, type StopPolicy, unlimitedAttempts } from '../../core/spec.ts'

/** A restart policy in a few words. */
export function describeRestart({ when, backoffMs, attempts }: RestartPolicy): string {
  if (when === 'never') return when
  const { first, longest } = backoffMs
  const pauses = first === longest ? formatDuration(first) : `${formatDuration(first)}..${formatDuration(longest)}`
  return `${when}, ${pauses}, ${attempts === unlimitedAttempts ? 'unlimited' : `${attempts}x`}`
}

/** A stop policy in a few words. */
export function describeStop({ action, graceMs, scope }: StopPolicy): string {
  return [describeAction(action), formatDuration(graceMs), ...(scope === 'group' ? ['group only'] : [])].join(', ')
}

function describeAction(action: StopPolicy['action']): string {
  if (action.kind === 'signals') return action.signals.map(name => name.replace(/^SIG/, '')).join('+')
  return action.kind === 'keys' ? `keys ${action.keys.join(' ')}` : `runs ${quoteCommand(action.command)}`
}

/** How a worker becomes ready, in a few words; none when it is as soon as it has started. */
export function describeReady(ready: Ready): string {
  switch (ready.kind) {
    case 'started':
      return ''
    case 'log':
      return `log ${JSON.stringify(ready.pattern)}`
    case 'delay':
      return `after ${formatDuration(ready.ms)}`
    case 'notify':
      return 'says so itself'
    default:
      return describeProbe(ready)
  }
}

function describeProbe(probe: Probe): string {
  if (probe.kind === 'exec') return `runs ${quoteCommand(probe.command)}`
  if (probe.kind === 'tcp') return `tcp ${probe.host === 'localhost' ? '' : `${probe.host}:`}${probe.port}`
  return [probe.url, ...probe.statuses].join(' ')
}
