import type { Hit, Seen, WaitAnswer } from '../../client/wait/answer.ts'
import { renderCondition } from '../../client/wait/condition.ts'
import type { WaitOrder } from '../../client/wait/order.ts'
import { formatDuration } from '../../core/duration.ts'
import { describeOutcome } from '../../core/outcome.ts'

/** What a wait came to, as a person reads it: what is met in a line each, else why not and what is there instead. */
export function renderAnswer(answer: WaitAnswer, { mode, conditions }: WaitOrder): string {
  switch (answer.kind) {
    case 'met':
      return (mode === 'all' ? answer.hits : [answer.hit]).map(hit => `${renderHit(hit)}\n`).join('')
    case 'timed-out': {
      const wanted = conditions.map(renderCondition).join(mode === 'all' ? ' and ' : ' or ')
      return `skep: no ${wanted} within ${formatDuration(answer.timeoutMs)}\n${renderSeen(answer.seen)}`
    }
    case 'ended': {
      const end = answer.outcome ? `ended: ${describeOutcome(answer.outcome)}` : 'is gone'
      const missed = conditions.filter(({ kind }) => kind !== 'exit').map(renderCondition)
      const without = missed.length > 0 ? `, without ${missed.join(' or ')}` : ''
      return `skep: ${answer.name} ${end}${without}\n${renderSeen(answer.seen)}`
    }
    case 'failed-on':
      return `skep: ${answer.name} wrote what ${answer.expression} finds, at ${answer.cursor}\n  ${answer.line}\n`
  }
}

function renderHit(hit: Hit): string {
  return `${hit.name} ${describe(hit)}${hit.already ? ', already' : ''} · ${hit.cursor}`
}

function describe({ condition, captures, outcome }: Hit): string {
  switch (condition.kind) {
    case 'exit':
      return `ended: ${outcome ? describeOutcome(outcome) : 'unknown'}`
    case 'ready':
      return 'is ready'
    case 'idle':
      return `has written nothing for ${formatDuration(condition.ms)}`
    case 'match':
      return `wrote ${JSON.stringify(captures['0'] ?? '')}`
    case 'port':
      return `listens on port ${condition.port}`
    case 'http':
      return `answers at ${condition.url}`
  }
}

function renderSeen(seen: readonly Seen[]): string {
  return seen.map(renderOne).join('')
}

function renderOne({ name, status, quietMs, lines, notes }: Seen): string {
  const quiet = quietMs === undefined ? '' : `, quiet for ${formatQuiet(quietMs)}`
  const said = lines.length > 0 ? '; its last lines:' : '; it has written nothing'
  return [
    `  ${name}: ${status}${quiet}${said}`,
    ...lines.map(line => `    ${line}`),
    ...notes.map(note => `  ${note}`),
    '',
  ].join('\n')
}

function formatQuiet(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
