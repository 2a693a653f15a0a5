import { nearest } from '../../core/nearest.ts'
import { problemAt, type Report } from '../text/problem.ts'
import type { Scalar } from '../tree/tree.ts'
import { fillScalar, type Lookup } from './fill.ts'

/** The variables that a text may name: those of its own level, and around them those of the levels outside. */
export type Scope = {
  readonly find: (name: string) => Lookup
  readonly names: () => readonly string[]
}

/** A level of plain values: an inherited environment, an env file. */
export function plainScope(values: Readonly<Record<string, string>>, outer?: Scope): Scope {
  const names = () => [...Object.keys(values), ...(outer?.names() ?? [])]
  const find = (name: string): Lookup => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value !== undefined) return { kind: 'value', text: value }
    return outer ? unsetIn(names, name, outer.find(name)) : unsetIn(names, name)
  }
  return { find, names }
}

function unsetIn(names: () => readonly string[], name: string, lookup?: Lookup): Lookup {
  if (lookup && lookup.kind !== 'unset') return lookup
  return { kind: 'unset', toHint: () => toHint(name, nearest(name, names())) }
}

function toHint(name: string, near: string | undefined): string {
  const start = near ? `did you mean \`\${${near}}\`?` : 'set it under `env` or in an env file,'
  return `${start} or give a fallback: \`\${${name}:-…}\`; for a shell's own, write \`$\${${name}}\``
}

/**
 * A level of values that may name each other. What names itself (`PATH: ./bin:${PATH}`) means the level outside; what
 * names itself by way of others is reported, once, with the way.
 */
export function openScope(values: ReadonlyMap<string, Scalar>, outer: Scope, report: Report): Scope {
  const known = new Map<string, Lookup>()
  const way: string[] = []

  const evaluate = (name: string, scalar: Scalar): Lookup => {
    if (way.includes(name)) return refuseCircle([...way.slice(way.indexOf(name)), name])
    if (way.length >= longestWay) return refuse(scalar, `more than ${longestWay} variables name each other in a row`)
    way.push(name)
    const filled = fillScalar(scalar, { find: other => (other === name ? outer : scope).find(other), report })
    way.pop()
    return filled.broken ? { kind: 'broken' } : { kind: 'value', text: filled.text }
  }

  const refuseCircle = (circle: readonly string[]): Lookup => {
    const first = values.get(circle[0] ?? '')
    return first
      ? refuse(first, `these variables name each other in a circle: ${circle.join(' → ')}`)
      : { kind: 'broken' }
  }

  const refuse = ({ place }: Scalar, message: string): Lookup => {
    report(() => problemAt(place, { message, hint: 'give one of them a value of its own' }))
    return { kind: 'broken' }
  }

  const scope: Scope = {
    names: () => [...values.keys(), ...outer.names()],
    find(name) {
      const scalar = values.get(name)
      if (!scalar) return unsetIn(scope.names, name, outer.find(name))
      const lookup = known.get(name) ?? evaluate(name, scalar)
      known.set(name, lookup)
      return lookup
    },
  }
  return scope
}

// Nobody builds longer rows by hand, and each step takes some of the stack.
const longestWay = 100
