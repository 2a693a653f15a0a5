import { quoteCommand } from '../core/command.ts'
import { toFineTime } from '../core/figures.ts'
import type { StopAction, StopPolicy } from '../core/spec.ts'
import type { EndedBy, Verdict } from '../core/verdict.ts'
import { toVisible } from './line.ts'

/** What a stop did, in a few words: `ended by TERM in 0.1 s`, `1 ended by TERM, 2 killed in 5.2 s; 1 survives`. */
export function verdictText({ ended, survivors, spared, tookMs }: Verdict, stop: StopPolicy): string {
  const ways: readonly EndedBy[] = ['stop action', 'kill', 'itself']
  const counts = ways.flatMap(by => {
    const count = ended.filter(process => process.by === by).length
    return count > 0 ? [{ by, count }] : []
  })
  const several = counts.length > 1 || ended.length > 1
  const parts = counts.map(({ by, count }) => `${several ? `${count} ` : ''}${endedWords(by, stop.action)}`)
  const how = parts.length > 0 ? parts.join(', ') : 'ended'
  const left = survivors.length > 0 ? `; ${survivors.length} survive${survivors.length === 1 ? 's' : ''}` : ''
  return `${how} in ${toFineTime(tookMs)}${spared.length > 0 ? `; ${spared.length} spared` : ''}${left}`
}

/** How a process came to its end, in words. */
export function endedWords(by: EndedBy, action: StopAction): string {
  if (by === 'kill') return 'killed'
  return by === 'itself' ? 'ended by itself' : `ended by ${actionWords(action)}`
}

/** What a worker is asked to end with: `TERM`, `C-c`, a command. */
export function actionWords(action: StopAction): string {
  if (action.kind === 'signals') return action.signals.map(name => name.replace(/^SIG/, '')).join(' and ')
  if (action.kind === 'keys') return action.keys.join(' ')
  return toVisible(quoteCommand(action.command))
}
