import { constants } from 'node:os'
import { expect, test } from 'vitest'
import { signalNames, toSignal } from '../../src/core/signal.ts'

test('a signal is known with and without SIG, in any case', () => {
  expect(['INT', 'SIGINT', 'sigint', 'Int'].map(toSignal)).toEqual(Array(4).fill('SIGINT'))
})

test('what is no signal is none', () => {
  expect(['', 'SIG', 'TREM', '9', 'SIGSIGINT'].map(toSignal)).toEqual(Array(5).fill(undefined))
})

test('this machine knows every one of them', () => {
  expect(signalNames.filter(name => !(`SIG${name}` in constants.signals))).toEqual([])
})
