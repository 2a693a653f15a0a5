import { expect, test } from 'vitest'
import type { WorkerRecord } from '../../src/core/record.ts'
import { selectWorkers } from '../../src/core/select.ts'
import type { WorkerSpec } from '../../src/core/spec.ts'
import { specOf, workerId, workerOf } from './records.ts'

function workersOf(...specs: readonly Partial<WorkerSpec>[]): readonly WorkerRecord[] {
  return specs.map((spec, at) => workerOf({ id: workerId(at), spec: specOf(spec) }))
}

const workers = workersOf(
  { name: 'api-1', replica: { index: 1, of: 2 }, group: 'web' },
  { name: 'api-2', replica: { index: 2, of: 2 }, group: 'web' },
  { name: 'api-docs' },
  { name: 'site', group: 'web' },
)

function named(...words: readonly string[]): readonly string[] {
  return selectWorkers(words, { workers }).map(({ spec }) => spec.name)
}

test('a word means a worker, all of a group, all replicas, or what a glob matches', () => {
  expect(named('api-2')).toEqual(['api-2'])
  expect(named('@web')).toEqual(['api-1', 'api-2', 'site'])
  expect(named('api')).toEqual(['api-1', 'api-2'])
  expect(named('api-*')).toEqual(['api-1', 'api-2', 'api-docs'])
  expect(named('si', '@web')).toEqual(['api-1', 'api-2', 'site'])
})

test('a group that nobody belongs to is not found, and a beginning of several is unclear', () => {
  expect(() => named('@wep')).toThrow('there is no worker @wep')
  expect(() => named('api-')).toThrow('api- could be 3 workers')
})
