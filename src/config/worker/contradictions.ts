import { problemAt, type Report } from '../text/problem.ts'
import { type Mapping, type Tree, valueAt } from '../tree/tree.ts'

const withTerminal = [
  { key: 'streams', value: 'apart', hint: 'a terminal is one stream: remove one of the two' },
  { key: 'stdin', value: 'none', hint: 'a terminal can always be typed into: remove one of the two' },
]

/** Reports what is right each by itself and cannot be had together. */
export function reportContradictions(worker: Mapping, report: Report): void {
  if (is(valueAt(worker, 'tty'), true)) reportWithTerminal(worker, report)
  else if (is(valueAt(worker, 'stdin'), 'none')) reportUntypedKeys(worker, report)
}

function reportWithTerminal(worker: Mapping, report: Report): void {
  for (const { key, value, hint } of withTerminal) {
    const tree = valueAt(worker, key)
    const message = `\`${key}: ${value}\` cannot be had with \`tty: true\``
    if (tree && is(tree, value)) report(() => problemAt(tree.place, { message, hint }))
  }
}

function reportUntypedKeys(worker: Mapping, report: Report): void {
  const stop = valueAt(worker, 'stop')
  const keys = stop?.kind === 'mapping' ? stop.entries.get('keys') : undefined
  const message = '`stop.keys` cannot be typed into a worker with `stdin: none`'
  if (keys) report(() => problemAt(keys.key, { message, hint: 'give it `tty: true`, or stop it by a signal' }))
}

function is(tree: Tree | undefined, value: string | boolean): boolean {
  return tree?.kind === 'scalar' && tree.value === value
}
