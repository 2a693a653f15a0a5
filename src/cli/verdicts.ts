import type { Verdict } from '../core/verdict.ts'
import type { Stopped } from '../protocol/acknowledged.ts'

/** What became of each worker that was stopped, a line each; what survived gets lines of its own. */
export function renderStopped(stopped: readonly Stopped[]): string {
  return stopped
    .filter(({ verdict }) => verdict !== undefined)
    .map(({ name, verdict }) => (verdict ? renderVerdict(name, verdict) : ''))
    .join('')
}

/** What became of one worker's processes. */
export function renderVerdict(name: string, { ended, survivors, spared, tookMs }: Verdict): string {
  const seconds = (tookMs / 1000).toFixed(1)
  const ways = [...new Set(ended.map(({ by }) => by))]
    .map(by => `${ended.filter(process => process.by === by).length} by ${by === 'itself' ? 'themselves' : by}`)
    .join(', ')
  const head = survivors.length === 0 ? 'stopped' : 'not fully stopped'
  return [
    `${name}: ${head} in ${seconds} s${ways ? ` (${ways})` : ''}`,
    ...survivors.map(one => `  survived: ${one.pid} ${one.command}: ${one.reason}${portsOf(one.ports)}`),
    ...spared.map(one => `  spared: ${one.pid} ${one.command}: ${one.reason}`),
    '',
  ].join('\n')
}

function portsOf(ports: readonly number[]): string {
  return ports.length > 0 ? `, holds port ${ports.join(', ')}` : ''
}

/** Whether everything that was to end has ended. */
export function allEnded(stopped: readonly Stopped[]): boolean {
  return stopped.every(({ verdict }) => !verdict || verdict.survivors.length === 0)
}
