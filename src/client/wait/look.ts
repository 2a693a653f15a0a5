import type { Court, Wish } from './court.ts'
import { untilHttp } from './http.ts'
import { untilIdle } from './idle.ts'
import { untilPort } from './port.ts'
import { untilReady } from './ready.ts'
import type { Met, Sight } from './sight.ts'

/** Begins to look for what is found apart from the output and the end; undefined for those. */
export function beginLook(sight: Sight, wish: Wish, court: Court): Promise<Met> | undefined {
  const { condition } = wish
  const explain = (how: () => Promise<string>): void => court.explain(wish, how)
  switch (condition.kind) {
    case 'ready':
      return untilReady(sight)
    case 'idle':
      return untilIdle(sight, condition.ms)
    case 'port':
      return untilPort(sight, condition.port, explain)
    case 'http':
      return untilHttp(sight, condition.url, explain)
    default:
      return undefined
  }
}
