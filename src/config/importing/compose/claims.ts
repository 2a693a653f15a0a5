import type { List, Tree } from '../../tree/tree.ts'
import { noteChange } from '../fields.ts'
import type { Service } from './service.ts'

/**
 * Leaves out ports that would be claimed twice: in containers several can listen on one port, on this machine only one
 * can.
 */
export function dropClashes(services: readonly Service[]): readonly Service[] {
  const claimed = new Map<number, string>()
  return services.map(service => {
    const { ports, replicas } = service.keys
    if (ports?.kind !== 'list') return service
    const items = ports.items.filter(item => isFree(item, service, claimed))
    if (replicas) tell(service, 'its replicas would all listen on the same port, so none of them claims it')
    return { ...service, keys: { ...service.keys, ports: toKept(ports, replicas ? [] : items) } }
  })
}

function isFree(item: Tree, service: Service, claimed: Map<number, string>): boolean {
  const port = item.kind === 'scalar' ? Number(item.text) : 0
  const first = claimed.get(port)
  if (service.keys['replicas']) return false
  if (first === undefined) claimed.set(port, service.name)
  else tell(service, `\`${first}\` listens on ${port} too, which only one can here, so it is not claimed`)
  return first === undefined
}

function tell({ texts }: Service, what: string): void {
  noteChange(texts.fields, 'ports', what)
}

function toKept(ports: List, items: readonly Tree[]): List | undefined {
  return items.length > 0 ? { ...ports, items } : undefined
}
