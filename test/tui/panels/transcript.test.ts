import { expect, it } from 'vitest'
import type { Actor } from '../../../src/core/actor.ts'
import type { Said, TranscriptEntry } from '../../../src/core/transcript.ts'
import { toPlain } from '../../../src/tui/line.ts'
import { transcriptLines } from '../../../src/tui/panels/transcript/rows.ts'
import { noonMs } from '../screen/records.ts'

process.env['TZ'] = 'UTC'

it('shows who said what and when, in order with the states of the run', () => {
  const said: readonly (readonly [Actor, Said])[] = [
    ['user', { kind: 'state', status: 'starting', outcome: undefined }],
    ['supervisor', { kind: 'state', status: 'running', outcome: undefined }],
    ['user', { kind: 'input', text: '6*7\r', secret: false }],
    ['agent:claude', { kind: 'input', text: 'two\nlines\x1b[A\r', secret: false }],
    ['user', { kind: 'input', text: '‹secret 8 bytes›', secret: true }],
    ['user', { kind: 'resize', size: { columns: 80, rows: 24 } }],
    ['user', { kind: 'input', text: '\r', secret: false }],
    ['user', { kind: 'signal', signal: 'SIGUSR1' }],
    ['user', { kind: 'note', text: 'paused' }],
    ['user', { kind: 'end-of-input' }],
    ['supervisor', { kind: 'state', status: 'ended', outcome: { kind: 'exited', code: 1 } }],
  ]
  const entries = said.map(([actor, one], index): TranscriptEntry => {
    return { ...one, run: 'run_x', sequence: index + 1, timeMs: noonMs + index * 1_000, actor, offset: 0 }
  })
  expect(transcriptLines(entries).map(toPlain).join('\n')).toMatchInlineSnapshot(`
    "12:00:00 user       starting
    12:00:01 supervisor running
    12:00:02 user       › 6*7
    12:00:03 claude     › two␊lines␛[A
    12:00:04 user       › ‹secret 8 bytes›
    12:00:05 user       terminal is 80×24
    12:00:06 user       › ⏎
    12:00:07 user       signal SIGUSR1
    12:00:08 user       paused
    12:00:09 user       › end of input
    12:00:10 supervisor ended: exit 1"
  `)
})

it('says so when nothing was said', () => {
  expect(transcriptLines([]).map(toPlain)).toEqual(['nothing was said yet'])
})
