import type { Tree } from '../../tree/tree.ts'
import { isText } from '../../tree/tree.ts'
import { keysAt, plainAt } from '../document.ts'
import { type Fields, fieldIn, fieldsIn, flagIn, type Keys, noteChange, noteRest, numberIn, refuse } from '../fields.ts'

const keys: Keys = {
  carried: ['restart', 'backoff_seconds', 'max_restarts', 'exit_on_end'],
  dropped: {
    exit_on_skipped: {
      why: 'skep has no word for it: who waits for what has failed goes on waiting, and `skep up` ends since nothing more can come',
      unless: [false],
    },
  },
}

const policies = ['no', 'always', 'on_failure', 'exit_on_failure']

export type Availability = { readonly restart?: Tree | undefined; readonly exit_on?: Tree | undefined }

/** When a process is started again, and whether its end is the end of all. */
export function toAvailability(process: Fields): Availability {
  const fields = fieldsIn(process, 'availability')
  if (!fields) return {}
  noteRest(fields, keys)
  const policy = toPolicy(fields)
  const { place } = fields.mapping
  const exit = flagIn(fields, 'exit_on_end') === true ? 'end' : policy === 'exit_on_failure' ? 'failure' : undefined
  const key = exit === 'end' ? 'exit_on_end' : 'restart'
  const code = '`skep up` ends with 1 when this one failed, else with 0; `skep up --until NAME` ends with its exit code'
  if (exit !== undefined) noteChange(fields, key, code)
  return { restart: toRestart(fields, policy), exit_on: exit && plainAt(place, exit) }
}

function toPolicy(fields: Fields): string | undefined {
  const value = fieldIn(fields, 'restart')
  if (!value) return undefined
  // YAML 1.1 reads a bare `no` as false, and other tools write it so.
  const text = value.kind === 'scalar' && value.value === false ? 'no' : isText(value) ? value.text : ''
  return policies.includes(text)
    ? text
    : refuse(fields, { key: 'restart', value, expected: policies.map(name => `\`${name}\``).join(', ') })
}

// As long as skep counts restarts at the most: the tool never forgets one.
const longestReset = '30d'

function toRestart(fields: Fields, policy: string | undefined): Tree | undefined {
  const when = policy === 'always' ? 'always' : policy === 'on_failure' ? 'failure' : undefined
  if (when === undefined) return undefined
  const most = numberIn(fields, 'max_restarts') ?? 0
  const pause = Math.max(1, Math.round(numberIn(fields, 'backoff_seconds') ?? 1))
  return keysAt(fields.mapping.place, {
    when: plainAt(fields.mapping.place, when),
    backoff: plainAt(fields.mapping.place, `${pause}s`),
    attempts: plainAt(fields.mapping.place, most > 0 ? most : 'unlimited'),
    reset: most > 0 ? plainAt(fields.mapping.place, longestReset) : undefined,
  })
}
