import type { Desk } from '../desk.ts'
import { type Saying, toSaying } from '../notice.ts'

/** Carries a verb out and says what came of it; a refusal is said with its code and what to do next. */
export function carryOut(desk: Desk, verb: () => Promise<Saying | undefined>): void {
  verb().then(
    saying => saying && desk.say(saying),
    problem => desk.say(toSaying(problem)),
  )
}
