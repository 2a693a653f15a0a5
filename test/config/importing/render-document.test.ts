import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Plain, plainAt } from '../../../src/config/importing/document.ts'
import { renderDocument } from '../../../src/config/importing/render-document.ts'
import { openNotes } from '../../../src/config/text/problem.ts'
import { toSource } from '../../../src/config/text/source.ts'
import { type Mapping, type Tree, toPlain } from '../../../src/config/tree/tree.ts'
import { parseYaml } from '../../../src/config/yaml.ts'

const source = toSource('/p/foreign.yaml', 'procs:\n  api: x\n')
const place = { source, start: 9, end: 12 }

function toDocument(value: Plain): Mapping {
  const tree = plainAt(place, value)
  if (tree.kind !== 'mapping') throw new Error('no mapping')
  return tree
}

function read(text: string): Tree | undefined {
  const { report, problems } = openNotes()
  const { tree } = parseYaml(toSource('/p/skep.yaml', text), report)
  expect(problems).toEqual([])
  return tree
}

test('a document is written with its workers apart, what is short in them on one line, and its notes above them', () => {
  const document = toDocument({
    env: { NODE_ENV: 'dev' },
    workers: {
      1: { command: 'echo one\necho two\n', shell: true },
      api: { command: ['node', 'api.js'], needs: { db: 'ready' }, env: { PORT: '3000', URL: 'a'.repeat(90) } },
    },
  })
  const notes = [
    { file: '/p/foreign.yaml', line: 1, column: 1, message: 'the file\u001b is odd' },
    { file: '/p/foreign.yaml', line: 2, column: 3, worker: 'api', message: 'is odd' },
  ]
  expect(renderDocument({ document, notes }, source.file)).toMatchInlineSnapshot(`
    "# Made from foreign.yaml by \`skep import\`.
    # foreign.yaml:1: the file␛ is odd

    env: { NODE_ENV: dev }

    workers:
      "1":
        command: |
          echo one
          echo two
        shell: true

      # foreign.yaml:2: is odd
      api:
        command: [ node, api.js ]
        needs: { db: ready }
        env:
          PORT: "3000"
          URL: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
    "
  `)
})

test('what is written reads back the same, whatever the texts', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('yes', '1', 'null', '~', '- a', 'a: b', '#', ' x ', '|', 'a\nb', 'a\r\nb\t', '\u2028'),
  )
  const workers = fc.dictionary(
    fc.constantFrom('api', '1', 'a:b', 'x/y', 'true', 'null'),
    fc.record({
      command: text,
      cwd: text,
      env: fc.dictionary(fc.constantFrom('A', 'B', 'yes'), text),
      shell: fc.boolean(),
    }),
    { minKeys: 1 },
  )
  fc.assert(
    fc.property(workers, value => {
      const document = toDocument({ workers: value })
      const written = renderDocument({ document, notes: [] }, source.file)
      const tree = read(written)
      expect(tree && toPlain(tree)).toEqual(toPlain(document))
    }),
  )
})
