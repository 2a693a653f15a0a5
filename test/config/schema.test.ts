import { expect, test } from 'vitest'
import { skepSchema } from '../../src/config/schema.ts'

/** What stands at a path of the schema. */
function at(...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, step) => (isIndexable(value) ? value[step] : undefined), skepSchema())
}

function isIndexable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

const worker = ['properties', 'workers', 'additionalProperties'] as const

test('editors know every key that a file may have, and none of a later version', () => {
  expect(Object.keys(at('properties') ?? {}).sort()).toMatchInlineSnapshot(`
    [
      "env",
      "env_file",
      "extends",
      "name",
      "profiles",
      "workers",
    ]
  `)
  expect(Object.keys(at(...worker, 'properties') ?? {}).sort()).toMatchInlineSnapshot(`
    [
      "command",
      "cwd",
      "env",
      "env_file",
      "exit_on",
      "extends",
      "group",
      "health",
      "kind",
      "needs",
      "on",
      "overlap",
      "ports",
      "ready",
      "replicas",
      "restart",
      "schedule",
      "shell",
      "start",
      "stdin",
      "stop",
      "streams",
      "success",
      "tty",
      "watch",
    ]
  `)
})

test('an unknown key is wrong for an editor too, except those that are a person’s own', () => {
  expect(at('additionalProperties')).toBe(false)
  expect(at(...worker, 'additionalProperties')).toBe(false)
  expect(at('patternProperties', '^x-')).toEqual({})
})

test('every key of a worker comes with a sentence', () => {
  for (const [key, value] of Object.entries(at(...worker, 'properties') ?? {})) {
    expect(value, key).toMatchObject({ description: expect.stringMatching(/\.$/) })
  }
})

test('where a few words are right, a variable is too', () => {
  expect(at(...worker, 'properties', 'kind', 'anyOf')).toEqual([
    { type: 'string', enum: ['service', 'task'] },
    { type: 'string', pattern: '\\$\\{' },
  ])
})
