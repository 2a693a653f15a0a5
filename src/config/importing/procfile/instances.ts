import { numberName } from '../../../core/name.ts'
import type { Importing } from '../translation.ts'
import type { Formation } from './formation.ts'
import type { Line } from './lines.ts'
import { type Ports, reportBeyond } from './ports.ts'

/** One worker that comes of a line. */
export type Instance = {
  readonly name: string
  readonly line: Line
  readonly port: number | undefined
  /** When a formation asks for several, they share the name of the line as their group. */
  readonly isOneOfSeveral: boolean
}

type Counted = { readonly lines: readonly Line[]; readonly formation: Formation; readonly ports: Ports }

/**
 * The workers of all lines: one of each, or as many as the formation asks for. These are workers by themselves and not
 * replicas, since a replica cannot count its port as foreman does.
 */
export function toInstances({ lines, formation, ports }: Counted, importing: Importing): readonly Instance[] {
  const taken = new Set(lines.map(({ name }) => name))
  return lines.flatMap((line, index) => {
    const count = Math.max(1, formation(line.name))
    reportBeyond(line, ports(index, count - 1), importing)
    if (count === 1) return [{ name: line.name, line, port: ports(index, 0), isOneOfSeveral: false }]
    return Array.from({ length: count }, (_, instance): Instance => {
      const name = takeName(line.name, instance + 1, taken)
      return { name, line, port: ports(index, instance), isOneOfSeveral: true }
    })
  })
}

// When another line has the name, the next number is free.
function takeName(base: string, from: number, taken: Set<string>): string {
  let number = from
  while (taken.has(numberName(base, number))) number += 1
  const name = numberName(base, number)
  taken.add(name)
  return name
}
