import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withTables } from '../scripts/readme.ts'

test('the tables of the README say what the commands are (npm run readme writes them)', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8')
  expect(withTables(readme)).toBe(readme)
})
