import { renderValue } from '../yaml.ts'
import type { Found, FoundWorker } from './found.ts'

/** The first `skep.yaml` of a folder: what was found in it, and in comments what else a worker can say. */
export function renderStarter({ workers, others }: Found): string {
  const table = Object.fromEntries((workers.length > 0 ? workers : [example]).map(toEntry))
  const comments = [...(others.length > 0 ? ['', `Also in package.json: ${others.join(', ')}`] : []), ...more]
  return [
    '# What runs in this project: `skep check` says what it means, `skep up` starts it.',
    renderValue({ workers: table }, 'block').trimEnd(),
    ...comments.map(line => (line === '' ? '' : `  # ${line}`)),
    '',
  ].join('\n')
}

// What runs everywhere, so that there is something to see.
const example: FoundWorker = { name: 'clock', command: 'while :; do date; sleep 1; done', start: 'auto' }

function toEntry({ name, command, start }: FoundWorker): readonly [string, object] {
  const isShell = command === example.command
  return [name, { command, ...(isShell && { shell: true }), ...(start === 'manual' && { start }) }]
}

/** Two workers that show how one says more; without the comment signs they are good as they stand. */
export const more: readonly string[] = [
  '',
  'What else a worker can say, for instance:',
  'db:',
  '  command: postgres -D ./data',
  '  ready: { tcp: 5432 }            # ready when somebody listens there',
  'api:',
  '  command: node server.js',
  '  env: { PORT: "3000" }',
  '  needs: { db: ready }            # starts when db is ready',
  '  restart: failure                # starts again when it fails',
]
