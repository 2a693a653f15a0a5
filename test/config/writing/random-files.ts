import * as fc from 'fast-check'

const comment = fc.constantFrom('', '# a comment', '# api: { command: x }', '  # deep', '#')
const blockWorkers = (indent: string): fc.Arbitrary<string> =>
  fc
    .array(
      fc.constantFrom(
        ['db: { command: postgres } # a'],
        ['"web":', '  command: [npm, run]', '  # of web', '  env: { A: "${B:-x}" }'],
        ['job:', '  kind: task', '  shell: true', '  command: |+', '    a | b', '', ''],
        ['late: *base', ''],
        ['more:', '  <<: *base', '', '  group: g'],
        ['long: { command: [a,', '    b] }'],
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map(entries => [...new Map(entries.map(lines => [lines[0], lines])).values()])
    .map(entries => entries.flatMap(lines => lines.map(line => (line === '' ? '' : `${indent}${line}`))).join('\n'))

const workers = fc.oneof(
  fc
    .constantFrom('  ', '    ', ' ')
    .chain(blockWorkers)
    .map(block => `workers:\n${block}`),
  fc.constantFrom(
    'workers: {}',
    'workers: { db: { command: x } }',
    'workers: {\n  db: { command: x }, # a\n  web: { command: y } # b\n}',
    'workers: {\n  db: { command: x },\n}',
    'workers:\n  { db: { command: x } }',
  ),
)
/** Files of every style that people write, good ones. */
export const files: fc.Arbitrary<string> = fc
  .record({
    head: comment,
    before: comment,
    after: comment,
    tail: fc.constantFrom('', '\nname: shop # the name', '\n\n# the end', '\nenv:\n  ALL: "1"\n'),
    workers,
    end: fc.constantFrom('', '\n', '\n\n'),
    isWindows: fc.boolean(),
  })
  .map(({ head, before, after, tail, isWindows, ...rest }) => {
    const base = 'x-base: &base { command: sleep 1 }'
    const text = `${[head, base, before, rest.workers, after].join('\n')}${tail}${rest.end}`
    return isWindows ? text.replaceAll('\n', '\r\n') : text
  })
