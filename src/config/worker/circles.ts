import { problemAt, type Report } from '../text/problem.ts'
import type { Place } from '../text/source.ts'

/** What each worker needs, by its name, and where that is said. */
export type Graph = ReadonlyMap<string, ReadonlyArray<{ readonly name: string; readonly place: Place }>>

type Step = { readonly name: string; next: number }

/** Reports every need that closes a circle, with the whole circle: a → b → a. */
export function reportCircles(graph: Graph, report: Report): void {
  const done = new Set<string>()
  // A list of its own instead of the stack of calls: files have longer rows than the stack holds.
  const way: Step[] = []
  const onWay = new Set<string>()

  const enter = (name: string): void => {
    way.push({ name, next: 0 })
    onWay.add(name)
  }

  const leave = ({ name }: Step): void => {
    way.pop()
    onWay.delete(name)
    done.add(name)
  }

  const refuse = (name: string, place: Place): void => {
    report(() => {
      const names = way.map(step => step.name)
      const circle = [...names.slice(names.indexOf(name)), name]
      const message = `workers need each other in a circle: ${inShort(circle)}`
      return problemAt(place, { message, hint: 'one of them has to start without the others' })
    })
  }

  for (const start of graph.keys()) {
    if (!done.has(start)) enter(start)
    for (let step = way.at(-1); step; step = way.at(-1)) {
      const need = graph.get(step.name)?.[step.next]
      step.next += 1
      if (!need) leave(step)
      else if (onWay.has(need.name)) refuse(need.name, need.place)
      else if (!done.has(need.name)) enter(need.name)
    }
  }
}

// As many as a person can follow.
const mostShown = 20

function inShort(circle: readonly string[]): string {
  if (circle.length <= mostShown) return circle.join(' → ')
  return [...circle.slice(0, mostShown - 2), '…', ...circle.slice(-2)].join(' → ')
}
