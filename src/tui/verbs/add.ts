import { resolve } from 'node:path'
import { defaultRestart, defaultSize, defaultStop, standsAlone, type WorkerSpec } from '../../core/spec.ts'
import type { Desk, Home } from '../desk.ts'
import { draftText } from '../draft.ts'
import { always, type Key } from '../keys/key.ts'
import { toSaying } from '../notice.ts'
import { readTyped, type Typed } from '../panels/form/read.ts'
import { type AddForm, emptyForm } from '../panels/form/state.ts'

/** Opens the form for a new worker. */
export const add: Key = {
  key: ['a'],
  label: 'add a worker',
  brief: 'add',
  when: always,
  does: desk => desk.change(() => ({ mode: { kind: 'adding', form: emptyForm(desk.home.cwd) } })),
}

/** Adds what the form describes and starts it; the form stays, with the reason, until it is taken. */
export function addFromForm(desk: Desk, form: AddForm): void {
  const typed = typedOf(form)
  const described = readTyped(typed)
  if (!described.ok) stay(desk, { ...form, at: described.at, problem: described.problem })
  else
    addAndSelect(desk, toSpec(desk.home, { ...typed, command: described.command, tty: form.tty })).catch(problem =>
      stay(desk, { ...form, problem: toSaying(problem).text }),
    )
}

function typedOf({ fields: { command, name, cwd } }: AddForm): Typed {
  return { command: draftText(command).trim(), name: draftText(name).trim(), cwd: draftText(cwd).trim() }
}

function stay(desk: Desk, form: AddForm): void {
  desk.change(() => ({ mode: { kind: 'adding', form } }))
}

async function addAndSelect(desk: Desk, spec: WorkerSpec): Promise<void> {
  const id = await desk.living.manager.add(spec)
  desk.change(({ workers }) => ({
    mode: { kind: 'browsing' },
    workers: { ...workers, selected: id, filter: '', marked: new Set() },
  }))
}

type Asked = Pick<WorkerSpec, 'name' | 'cwd' | 'command' | 'tty'>

function toSpec(home: Home, { name, cwd, command, tty }: Asked): WorkerSpec {
  return {
    ...{ name, command, tty },
    // As who stands at the screen means it: the daemon stands in no folder.
    cwd: resolve(home.cwd, cwd),
    env: home.environment({ tty }),
    declaredEnv: {},
    kind: 'service',
    size: defaultSize,
    stdin: 'pipe',
    streams: 'apart',
    start: 'manual',
    stop: defaultStop(tty),
    restart: defaultRestart,
    success: [0],
    ...standsAlone,
  }
}
