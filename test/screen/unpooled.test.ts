import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const widths = join(import.meta.dirname, '..', '..', 'src', 'screen', 'widths.ts')

// The addon would take what it finds there for the length of its tables.
const program = `
  new Uint8Array(Buffer.from('any').buffer).fill(0)
  const { poolSize } = Buffer
  const { textWidth } = await import(${JSON.stringify(widths)})
  console.log(textWidth('😀𠀀é'), Buffer.poolSize === poolSize)
`

test('widths do not depend on what else is in the memory that small buffers share', () => {
  const told = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' })
  expect(told).toBe('5 true\n')
})
