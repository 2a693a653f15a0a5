import { constants } from 'node:os'
import type { Client } from '../../client/client.ts'
import type { Endings } from '../../client/endings.ts'
import { standardLeaveKey, toLeaveKey } from '../../core/input/leave-key.ts'
import { describeOutcome, type Outcome } from '../../core/outcome.ts'
import { stripAll } from '../../core/sanitise.ts'
import type { Viewing } from '../../protocol/viewing.ts'
import type { Doors } from '../doors.ts'
import { sizeOf } from '../run-spec.ts'
import { openExit, openGate } from './gate.ts'
import { type Glass, takeGlass } from './glass.ts'
import { readKeys } from './keyboard.ts'
import type { Target } from './target.ts'
import { openTypist } from './typist.ts'

export type Showing = {
  readonly client: Pick<Client, 'view'>
  readonly target: Target
  readonly isWatching: boolean
  readonly endings: Endings
}

/** How it came to an end. */
type Way =
  | { readonly kind: 'left' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'signal'; readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' }

/** Shows a terminal on ours until it is left or ends; answers the exit code. */
export async function showTerminal(showing: Showing, doors: Doors): Promise<number> {
  const { client, target, isWatching, endings } = showing
  const view = await client.view(target.run, { size: sizeOf(doors), readOnly: isWatching })
  doors.stdout.write(greet(showing, view, doors))
  const glass = takeGlass(doors)
  try {
    const way = await showUntil({ showing, view, glass }, doors)
    glass.restore()
    if (way.kind === 'ended') doors.stdout.write(sayEnd(target.name, await outcomeOf(endings, target)))
    else doors.stdout.write(`skep: left ${target.name}, which goes on; back to it: skep attach ${target.name}\n`)
    return way.kind === 'signal' ? 128 + constants.signals[way.signal] : 0
  } finally {
    glass.restore()
    view.close()
  }
}

function greet({ target: { name }, isWatching }: Showing, { size }: Viewing, doors: Doors): string {
  if (!isWatching) return `skep: attached to ${name}; Ctrl-] leaves it, Ctrl-] twice sends one\n`
  const ours = sizeOf(doors)
  const fits = size.columns <= ours.columns && size.rows <= ours.rows
  const sizes = fits ? '' : `; its terminal is larger than this one: ${size.columns}×${size.rows}`
  return `skep: watching ${name}; Ctrl-] or Ctrl-C leaves it${sizes}\n`
}

type Shown = { readonly showing: Showing; readonly view: Viewing; readonly glass: Glass }

// The way to the program leads past the daemon: that it goes and another comes is not noticed here.
async function showUntil({ showing, view, glass }: Shown, doors: Doors): Promise<Way> {
  const way = Promise.withResolvers<Way>()
  const firstKey = Promise.withResolvers<void>()
  const typist = openTypist(view)
  const leaveKey = toLeaveKey(standardLeaveKey)
  const gate = showing.isWatching ? openExit([leaveKey, toLeaveKey('C-c')]) : openGate(leaveKey)
  const resize = (): void => void view.resize(sizeOf(doors)).catch(() => undefined)
  const hangUp = (): void => way.resolve({ kind: 'signal', signal: 'SIGHUP' })
  const endings = [
    readKeys(doors.stdin, gate, {
      typed(bytes) {
        firstKey.resolve()
        if (!typist.type(bytes)) glass.ring()
      },
      left: () => way.resolve({ kind: 'left' }),
      gone: hangUp,
    }),
    ...(['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map(signal =>
      doors.onSignal(signal, () => way.resolve({ kind: 'signal', signal })),
    ),
  ]
  doors.stdout.on('resize', resize)
  doors.stdout.on('error', hangUp)
  const shown = showAll({ showing, view, glass }, Promise.race([firstKey.promise, way.promise]))
  shown.then(() => way.resolve({ kind: 'ended' }), way.reject)
  try {
    return await way.promise
  } finally {
    for (const end of endings) end()
    doors.stdout.off('resize', resize)
    doors.stdout.off('error', hangUp)
    typist.close()
  }
}

/** As long as it takes to read the line that names the leave key. */
const greetingMs = 800

async function showAll({ view, glass }: Shown, hurried: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const read = new Promise(resolve => {
    timer = setTimeout(resolve, greetingMs)
  })
  await Promise.race([read, hurried])
  clearTimeout(timer)
  glass.clear()
  await glass.show(new TextEncoder().encode(view.screen))
  for await (const bytes of view.output) await glass.show(bytes)
}

/** How a run ended is told right after its last byte. */
const outcomeMs = 2_000

async function outcomeOf(endings: Endings, { run }: Target): Promise<Outcome | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), outcomeMs)
  })
  const outcome = await Promise.race([endings.ended(run), late])
  clearTimeout(timer)
  return outcome
}

function sayEnd(name: string, outcome: Outcome | undefined): string {
  if (!outcome) return `skep: the terminal of ${name} was closed\n`
  return `skep: ${name} ended: ${stripAll(describeOutcome(outcome))}\n`
}
