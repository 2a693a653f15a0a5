import { expect, test } from 'vitest'
import { shortNeed } from '../../src/core/need.ts'
import { type Pace, type Ready, shortCheck } from '../../src/core/probe.ts'
import { need } from './graphs.ts'

const pace: Pace = { everyMs: 1_000, timeoutMs: 1_000, attempts: 3 }

test('a need is its name, and what it must come to where that is not to be ready', () => {
  expect(shortNeed(need('db'))).toBe('db')
  expect(shortNeed(need('migrate', 'completed'))).toBe('migrate completed')
  expect(shortNeed({ name: 'api', until: { kind: 'log', pattern: 'up on' }, restart: false })).toBe('api "up on"')
})

test.each<[string, Ready]>([
  ['tcp 5432', { kind: 'tcp', host: '127.0.0.1', port: 5432, ...pace }],
  ['tcp db.lan:5432', { kind: 'tcp', host: 'db.lan', port: 5432, ...pace }],
  ['http localhost:3000/up', { kind: 'http', url: 'http://localhost:3000/up', statuses: [], ...pace }],
  ['exec pg_isready -q', { kind: 'exec', command: { kind: 'argv', argv: ['pg_isready', '-q'] }, ...pace }],
  ['log "listening"', { kind: 'log', pattern: 'listening' }],
  ['delay 2s', { kind: 'delay', ms: 2_000 }],
])('a check is %s in short', (text, ready) => {
  expect(shortCheck(ready)).toBe(text)
})
