import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Fault } from '../../src/core/fault.ts'
import { readParams } from '../../src/protocol/schemas.ts'
import { questions } from './questions.ts'

/** Whether it was answered; whatever else than a refusal comes out is a bug. */
function isTaken(name: string, params: unknown): boolean {
  try {
    const question = readParams(name, params)
    // What has come in goes on as it is, to the journal and back to other clients.
    expect(JSON.parse(JSON.stringify(question))).toEqual(question)
    expect(readParams(question.name, question.params)).toEqual(question)
    return true
  } catch (problem) {
    if (!(problem instanceof Fault) || problem.code !== 'usage') throw problem
    expect(problem.message.length).toBeLessThan(1_000)
    return false
  }
}

const asked = Object.entries(questions).flatMap(([name, all]) =>
  all.map(params => ({ name, params: JSON.stringify(params).replaceAll(/x{99,}|r{99,}/g, 'xx') })),
)
const names = fc.constantFrom(...Object.keys(questions))
const words = fc.constantFrom('workers', 'spec', 'env', 'kind', '__proto__', 'constructor', 'toString', '')
const json = fc.oneof(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(-0, 1e308, -1, 2 ** 53, '', 'wrk_', null))

test('anything in JSON is answered or refused', () => {
  fc.assert(
    fc.property(fc.oneof(names, fc.string()), json, (name, params) => void isTaken(name, params)),
    { numRuns: 2_000 },
  )
})

test('anything in the place of a part of what can be asked is answered or refused', () => {
  const story = fc.tuple(fc.constantFrom(...asked), fc.nat(), fc.tuple(words, json), fc.boolean())
  fc.assert(
    fc.property(story, ([{ name, params }, pick, [word, value], isAdded]) => {
      const whole: unknown = JSON.parse(params)
      const branches = branchesOf(whole)
      const branch = branches[pick % branches.length]
      if (branch) spoil(branch, pick, isAdded ? [word, value] : [undefined, value])
      isTaken(name, whole)
    }),
    { numRuns: 5_000 },
  )
})

type Branch = Record<string, unknown>

/** Every object and list in a value, the value itself first. */
function branchesOf(value: unknown): readonly Branch[] {
  return isBranch(value) ? [value, ...Object.values(value).flatMap(branchesOf)] : []
}

function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null
}

/** Puts something into a branch, under a name or in the place of what is there. */
function spoil(branch: Branch, pick: number, [name, value]: readonly [string | undefined, unknown]): void {
  const there = Object.keys(branch)
  const own = there[pick % Math.max(1, there.length)] ?? '0'
  const key = Array.isArray(branch) ? own : (name ?? own)
  Object.defineProperty(branch, key, { value, enumerable: true, configurable: true, writable: true })
}

test('what is nested deeper than any params is refused before it can use up the stack', () => {
  const depth = 200_000
  const lists = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)
  let objects: unknown = {}
  for (let level = 0; level < depth; level += 1) objects = { spec: objects }
  for (const deep of [lists, objects, { workers: [objects] }, { specs: [{ env: objects }], start: lists }])
    for (const name of Object.keys(questions)) expect(isTaken(name, deep)).toBe(false)
  const circle: Record<string, unknown> = {}
  circle['workers'] = [circle, circle]
  expect(() => readParams('stop', circle)).toThrow('at most 64 levels')
})

test('huge texts, lists and objects are refused wherever they stand, as their own size alone', () => {
  const text = 'x'.repeat(20_000_000)
  const list = Array.from({ length: 1_000_001 }, () => 1)
  const env = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`V${index}`, '']))
  for (const { name, params } of asked) {
    const count = branchesOf(JSON.parse(params)).length
    for (let pick = 0; pick < count; pick += 1)
      for (const huge of [text, list, env]) {
        const whole: unknown = JSON.parse(params)
        const branch = branchesOf(whole)[pick]
        if (branch) spoil(branch, 0, [undefined, huge])
        expect(isTaken(name, whole)).toBe(false)
      }
  }
  expect(isTaken(text, {})).toBe(false)
  expect(isTaken('stop', { [text]: 1 })).toBe(false)
})
