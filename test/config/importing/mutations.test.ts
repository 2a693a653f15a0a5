import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { importFile } from '../../../src/config/importing/import.ts'
import { importers } from '../../../src/config/importing/importers.ts'
import { loadProject } from '../../../src/config/load.ts'
import { tmpDir } from '../../tmp.ts'

const root = join(import.meta.dirname, 'fixtures')
const around = { env: { PATH: '/bin', LONG: 'ab/'.repeat(200) }, home: '/' }

/** What the fixtures of a tool hold, by the name that its file has. */
function samplesOf(tool: string): readonly { readonly file: string; readonly text: string }[] {
  const names = importers.flatMap(importer => importer.names)
  return readdirSync(join(root, tool)).flatMap(feature => {
    const folder = join(root, tool, feature)
    const file = readdirSync(folder).find(name => names.includes(name))
    return file === undefined ? [] : [{ file, text: readFileSync(join(folder, file), 'utf8') }]
  })
}

const token = fc.constantFrom(
  ...['{', '}', '[', ']', ': ', '- ', '\n', '\n  ', '\t', '"', "'", '\\', '#', '&a ', '*a', '<<: ', '|', '>', '!!x '],
  ...[
    '${',
    '${A:-',
    '${LONG##*a*b*/',
    '}',
    '$$',
    '{{',
    '}}',
    '{{if .A}}',
    '{{end}}',
    '{{.A}}',
    '{{ (((',
    '\0',
    '\u001b',
    '\ud800',
    'é日',
  ],
  ...[
    'null',
    '-1',
    '1e999',
    '99999999999',
    '.inf',
    'yes',
    '~',
    '__proto__: 1',
    'extends: one',
    'replicas: 1000000',
    'x'.repeat(300),
  ],
)

const change = fc.record({
  at: fc.nat(),
  length: fc.nat({ max: 20 }),
  text: fc.oneof(token, fc.constant(''), fc.string({ maxLength: 4 })),
})

describe.each(readdirSync(root))('%s', tool => {
  test('whatever is done to a good file, the answer is a project or problems with places, and it comes', async () => {
    const folder = tmpDir()
    const sample = fc.constantFrom(...samplesOf(tool))
    await fc.assert(
      fc.asyncProperty(sample, fc.array(change, { minLength: 1, maxLength: 4 }), async ({ file, text }, changes) => {
        const changed = changes.reduce(apply, text)
        writeFileSync(join(folder, file), changed)
        const loaded = await loadProject({ ...around, folder, file })
        const imported = await importFile({ ...around, file: join(folder, file), shown: file })
        const lines = changed.split('\n')
        const noted = imported.ok ? imported.notes : imported.problems
        for (const { line, column, message } of [...noted, ...(loaded.ok ? [] : loaded.problems)]) {
          expect(message).not.toBe('')
          expect(line).toBeLessThanOrEqual(lines.length)
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 2)
        }
        if (!imported.ok) expect(imported.problems.length).toBeGreaterThan(0)
        else if (imported.complaints.length > 0) expect(loaded.ok).toBe(false)
        else {
          writeFileSync(join(folder, 'skep.yaml'), imported.text)
          const written = await loadProject({ ...around, folder })
          // What is written is what runs.
          expect(written.ok && written.project.workers).toEqual(loaded.ok && loaded.project.workers)
        }
      }),
      { numRuns: 400, interruptAfterTimeLimit: 50_000, markInterruptAsFailure: true },
    )
  })
})

function apply(text: string, { at, length, text: inserted }: { at: number; length: number; text: string }): string {
  const from = at % (text.length + 1)
  return text.slice(0, from) + inserted + text.slice(from + length)
}
