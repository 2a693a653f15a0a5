import { isWorkerName, workerNameRule } from '../../core/name.ts'
import type { Schedule, WorkerSpec } from '../../core/spec.ts'
import { choice, described, flag, listOf, mapping, parsed, type Shape, text, whole } from '../shape.ts'
import { envFilesShape } from '../variables/env-files.ts'
import { commandShape } from './keys/command.ts'
import { envShape } from './keys/env.ts'
import { type HealthValues, healthShape } from './keys/health.ts'
import { hooksShape } from './keys/hooks.ts'
import { type NeedsValue, needsShape } from './keys/needs.ts'
import { portsShape } from './keys/port.ts'
import { type ReadyValues, readyShape } from './keys/ready.ts'
import { replicasShape } from './keys/replicas.ts'
import { type RestartValues, restartShape } from './keys/restart.ts'
import { overlapShape, scheduleShape } from './keys/schedule.ts'
import { type StopValues, stopShape } from './keys/stop.ts'
import { type WatchValue, watchShape } from './keys/watch.ts'
import { laterWorkerKeys } from './later.ts'

const groupName = parsed(`a name: ${workerNameRule}`, text => {
  return isWorkerName(text) ? { ok: true, value: text } : { ok: false }
})

/** The values of a worker's keys that are read as they are; the other keys are read from the tree. */
export type WorkerValues = {
  readonly shell?: boolean | undefined
  readonly tty?: boolean | undefined
  readonly kind?: WorkerSpec['kind'] | undefined
  readonly start?: WorkerSpec['start'] | undefined
  readonly stdin?: WorkerSpec['stdin'] | undefined
  readonly streams?: WorkerSpec['streams'] | undefined
  readonly success?: readonly number[] | undefined
  readonly stop?: StopValues | undefined
  readonly restart?: RestartValues['when'] | RestartValues
  readonly needs?: NeedsValue | undefined
  readonly ready?: ReadyValues | undefined
  readonly health?: HealthValues | undefined
  readonly group?: string | undefined
  readonly exit_on?: WorkerSpec['exitOn'] | undefined
  readonly ports?: readonly number[] | undefined
  readonly watch?: WatchValue | undefined
  readonly schedule?: Schedule['at'] | undefined
  readonly overlap?: Schedule['overlap'] | undefined
}

/** What stands under the name of a worker. */
export const workerShape: Shape<WorkerValues> = mapping({
  command: described(
    'What to run: a line that is split by the quoting of the shell, or a list of words.',
    commandShape,
  ),
  shell: described('Gives the line under `command` to `sh -c` as it is.', flag),
  extends: described('Another worker, whose keys count where this one is silent.', text('the name of a worker')),
  cwd: described("The folder to run in, from the file's folder on.", text('the path of a folder')),
  env: described('Variables for this worker; they may name others in braces after a dollar sign.', envShape),
  env_file: described('Files of `NAME=value` lines; later ones win, `env` wins over all.', envFilesShape),
  tty: described('Gives the worker a terminal.', flag),
  kind: described('A service is meant to stay, a task is meant to end.', choice('service', 'task')),
  start: described('Starts with the project, or only by hand.', choice('auto', 'manual')),
  stdin: described('Whether it can be typed into.', choice('none', 'pipe')),
  streams: described('stdout and stderr apart, or as one in their own order.', choice('apart', 'merged')),
  success: described('Exit codes that count as completed, besides 0.', listOf(whole(0, 255), 'a list of exit codes')),
  stop: described('How it is asked to end, and how long it may take.', stopShape),
  restart: described('When it is started again, and after what pauses.', restartShape),
  needs: described('Other workers, and what they must have come to before this one starts.', needsShape),
  ready: described('How it becomes known that it may be used; without it, when it has started.', readyShape),
  health: described('How it is found out whether it still does its work; if not, it is restarted.', healthShape),
  group: described('A name that several workers share; `@name` means all of them.', groupName),
  exit_on: described('Which end of it ends `skep up`.', choice('failure', 'end')),
  replicas: described('How many of its kind run; `SKEP_REPLICA` tells each which one it is.', replicasShape),
  ports: described('Ports that it listens on: a start fails while a stranger has one of them.', portsShape),
  watch: described('Files and folders; when they change, it is restarted.', watchShape),
  schedule: described('When the clock starts it: five or six cron fields, or `every 10m`.', scheduleShape),
  overlap: described('What happens when its time comes while it still runs.', overlapShape),
  on: described('Commands that are run when something has happened to it.', hooksShape),
  ...laterWorkerKeys,
})
