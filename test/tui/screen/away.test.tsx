import { describe, expect, it } from 'vitest'
import { Fault } from '../../../src/core/fault.ts'
import type { TranscriptEntry } from '../../../src/core/transcript.ts'
import { draw } from './draw.tsx'
import { openShop } from './shop.ts'

/** All but the status line. */
function rowsOf(text: string): readonly string[] {
  return text.split('\n').slice(0, -1)
}

describe('while the runtime is away', () => {
  it('shows what it had last, with a mark that goes when it is back', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    await drawn.untilShows('x stop')
    const before = drawn.text()
    runtime.tell({ kind: 'away', reason: 'the daemon has gone' })
    await drawn.untilShows(/x stop.* reconnecting…$/m)
    // Everything else is as it was: nothing flickers for what may be a moment.
    expect(rowsOf(drawn.text())).toEqual(rowsOf(before))
    runtime.tell({ kind: 'lagged' })
    await drawn.untilShows(text => !text.includes('reconnecting'))
    expect(rowsOf(drawn.text())).toEqual(rowsOf(before))
  })

  it.each(['x', 's', 'r', 'X', 'c', 'd', 'R', 'Q', 'Enter', 'C-x'])('says why %s is off', async key => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    await drawn.untilShows('x stop')
    runtime.tell({ kind: 'away', reason: 'the daemon has gone' })
    await drawn.untilShows('reconnecting…')
    drawn.press(key)
    await drawn.untilShows('the daemon has gone and is looked for')
    expect(runtime.asked).toEqual([])
  })

  // What is open when the daemon goes: how it came to that, what is typed, and what would carry it out.
  it.each([
    { what: 'a form', open: ['a'], shows: 'add a worker', typed: 'npm run dev', does: 'Enter', asks: 'add ' },
    { what: 'a reason', open: ['c'], shows: 'cancel api', typed: 'wrong branch', does: 'Enter', asks: 'cancel api' },
    { what: 'a question', open: ['X'], shows: 'kill api?', typed: '', does: 'y', asks: 'kill api' },
    { what: 'a menu', open: ['C-x'], shows: 'signal for api', typed: '', does: 'Enter', asks: 'signal api' },
    { what: 'a typed line', open: ['i'], shows: 'send', typed: 'select 1', does: 'Enter', asks: 'typed api select 1' },
  ])('does nothing with $what but keep it, says why, and takes it when the runtime is back', async one => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    await drawn.untilShows('x stop')
    drawn.press(...one.open)
    await drawn.untilShows(one.shows)
    drawn.type(one.typed)
    runtime.tell({ kind: 'away', reason: 'the daemon has gone' })
    await drawn.untilShows('reconnecting…')
    drawn.press(one.does)
    await drawn.untilShows('the daemon has gone and is looked for')
    expect(runtime.asked).toEqual([])
    drawn.press('Home')
    await drawn.untilShows(one.typed)
    runtime.tell({ kind: 'lagged' })
    await drawn.untilLacks('reconnecting…')
    expect(runtime.asked).toEqual([])
    drawn.press(one.does)
    await drawn.untilShows(() => runtime.asked.length > 0)
    expect(runtime.asked).toEqual([expect.stringContaining(one.asks)])
  })

  it('keeps a paste of several lines to be sent later by hand', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    await drawn.untilShows('x stop')
    drawn.press('i')
    await drawn.untilShows('send')
    runtime.tell({ kind: 'away', reason: 'the daemon has gone' })
    await drawn.untilShows('reconnecting…')
    drawn.type('\x1b[200~one\ntwo\nthree\x1b[201~')
    await drawn.untilShows('one two three')
    expect(runtime.asked).toEqual([])
  })

  it('attaches nobody anew, and types nothing later', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    await drawn.untilShows('╭ api')
    drawn.press('j', 'j', 'j', 'j')
    await drawn.untilShows('╭ python')
    drawn.press('Enter')
    await drawn.untilShows('leaves')
    runtime.tell({ kind: 'away', reason: 'the daemon has gone' })
    await drawn.untilShows(/reconnecting…|…$/m)
    const before = [...runtime.asked]
    drawn.type('\x1dz')
    await drawn.untilShows('the daemon has gone and is looked for')
    drawn.type('jk')
    runtime.tell({ kind: 'lagged' })
    await drawn.untilLacks('reconnecting…')
    expect(runtime.asked.filter(one => !one.startsWith('resize'))).toEqual(
      before.filter(one => !one.startsWith('resize')),
    )
  })

  it('can be moved about and left', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    await drawn.untilShows('╭ api')
    runtime.tell({ kind: 'away', reason: 'the daemon has gone' })
    drawn.press('j')
    await drawn.untilShows('╭ web')
    drawn.press('q')
    await drawn.untilShows(() => drawn.quits.length > 0)
  })

  it('has its mark also where there is hardly room', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime, { size: { columns: 20, rows: 5 } })
    runtime.tell({ kind: 'away', reason: 'the daemon has gone' })
    await drawn.untilShows(/ …$/m)
    for (const row of drawn.text().split('\n')) expect(row.length).toBeLessThanOrEqual(20)
  })
})

describe('a runtime that is gone for good', () => {
  it('is said in the header, and by every key that would ask it', async () => {
    const runtime = await openShop()
    const drawn = draw(runtime)
    await drawn.untilShows('x stop')
    runtime.tell({ kind: 'closed', reason: 'it is of another version' })
    await drawn.untilShows('the runtime is gone')
    drawn.press('x')
    await drawn.untilShows('the runtime is gone: it is of another version')
  })
})

describe('the conversation', () => {
  it('is read again when the runtime is back, and keeps what it shows until then', async () => {
    const transcript = [noteOf(1, 'said before')]
    const runtime = await openShop({ transcript })
    const drawn = draw(runtime)
    drawn.press('l', 'l', 'l')
    await drawn.untilShows('said before')
    runtime.refuseReading(new Fault({ code: 'unreachable', message: 'the connection ended' }))
    await runtime.happen({ kind: 'run.ready', data: {}, worker: 'wrk_api', run: 'run_api' })
    runtime.tell({ kind: 'away', reason: 'the daemon has gone' })
    await drawn.untilShows('reconnecting…')
    expect(drawn.text()).toContain('said before')
    transcript.push(noteOf(2, 'said meanwhile'))
    runtime.refuseReading(undefined)
    runtime.tell({ kind: 'lagged' })
    await drawn.untilShows('said meanwhile')
  })
})

function noteOf(sequence: number, text: string): TranscriptEntry {
  return { kind: 'note', text, run: 'run_api', sequence, timeMs: sequence, actor: 'user', offset: 0 }
}
