import { type Mapping, type Tree, valueAt } from '../../tree/tree.ts'
import { keysAt, mappingAt, plainAt } from '../document.ts'
import { type Fields, fieldIn, noteRest, refuse, textIn } from '../fields.ts'
import { readFlag } from './durations.ts'
import { type Texts, toNow } from './interpolate.ts'
import { toNamed } from './merge.ts'
import type { Service } from './service.ts'

const conditions: Readonly<Record<string, State>> = {
  service_started: 'started',
  service_healthy: 'healthy',
  service_completed_successfully: 'completed',
}

type State = 'started' | 'healthy' | 'completed' | 'ready' | 'ended'

/** What a service needs: those of `depends_on` that came over. */
export function toNeeds(texts: Texts, carried: ReadonlyMap<string, Service>): Tree | undefined {
  const { fields } = texts
  const value = fieldIn(fields, 'depends_on')
  if (!value) return undefined
  if (value.kind === 'scalar') return refuse(fields, { key: 'depends_on', value, expected: 'a list or a mapping' })
  const needs = Array.from(toNamed(value).entries).flatMap(([name, { key, value: under }]) => {
    const service = carried.get(name)
    if (service) return [[service.name, toNeed(under, { texts, service, place: key })] as const]
    fields.importing.note(
      key,
      `\`depends_on.${name}\` is not carried over: \`${name}\` did not come over`,
      fields.worker,
    )
    return []
  })
  return needs.length > 0 ? mappingAt(value.place, needs) : undefined
}

type Asked = { readonly texts: Texts; readonly service: Service; readonly place: Tree['place'] }

function toNeed(wanted: Tree, { texts, service, place }: Asked): Tree {
  if (wanted.kind !== 'mapping') return plainAt(place, 'started')
  const fields: Fields = { ...texts.fields, mapping: wanted, path: `depends_on.${service.name}.` }
  const own: Texts = { ...texts, fields }
  noteRest(fields, { carried: ['condition', 'restart', 'required'] })
  const is = toState(own, service)
  if (readFlag(own, 'required') === false) {
    const message = `\`${fields.path}required\`: it is waited for here in any case`
    texts.fields.importing.note(place, message, texts.fields.worker)
  }
  const isRestarted = readFlag(own, 'restart') === true
  return isRestarted ? keysAt(place, { is: plainAt(place, is), restart: plainAt(place, true) }) : plainAt(place, is)
}

function toState(texts: Texts, service: Service): State {
  const condition = textIn(texts.fields, 'condition')
  if (!condition) return 'started'
  const named = toNow(condition, texts)
  const state = Object.hasOwn(conditions, named) ? conditions[named] : undefined
  const expected = Object.keys(conditions)
    .map(word => `\`${word}\``)
    .join(', ')
  if (state === undefined) refuse(texts.fields, { key: 'condition', value: condition, expected })
  return state === undefined ? 'started' : toPossible(state, { texts, service, place: condition.place })
}

// What a worker never comes to here is not waited for.
function toPossible(state: State, { texts, service, place }: Asked): State {
  const { fields } = texts
  if (state === 'healthy' && !service.keys['health']) {
    const message = `\`${fields.path}condition\`: \`${service.name}\` has no \`healthcheck\` here, so it is waited for until it is ready`
    fields.importing.note(place, message, fields.worker)
    return 'ready'
  }
  if (state !== 'completed' || !isEndless(service.keys['restart'])) return state
  const message = `\`${fields.path}condition\`: \`${service.name}\` is always started again, so it is waited for until it has ended once`
  fields.importing.note(place, message, fields.worker)
  return 'ended'
}

function isEndless(restart: Tree | undefined): boolean {
  const when = restart?.kind === 'mapping' ? valueAt(restart, 'when') : restart
  return when?.kind === 'scalar' && ['always', 'unless-stopped'].includes(when.text)
}

/** The services that others wait for until they have completed: they are meant to end. */
export function findTasks(services: Iterable<Mapping>): ReadonlySet<string> {
  const tasks = new Set<string>()
  for (const service of services) {
    const needs = valueAt(service, 'depends_on')
    if (needs?.kind !== 'mapping') continue
    for (const [name, { value }] of needs.entries) {
      const condition = value.kind === 'mapping' ? valueAt(value, 'condition') : undefined
      if (condition?.kind === 'scalar' && condition.text === 'service_completed_successfully') tasks.add(name)
    }
  }
  return tasks
}
