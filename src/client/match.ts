import { type Expression, type Matcher, openMatcher } from '../log/match.ts'

/** What is looked for, and the means to find it in lines. */
export type OutputExpression = Expression
export type OutputMatcher = Matcher

/** Makes an expression from outside ready to be looked for in lines, within a deadline. */
export function createMatcher(expression: Expression): Matcher {
  return openMatcher(expression)
}
