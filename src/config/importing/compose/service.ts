import type { Tree } from '../../tree/tree.ts'
import { listAt, plainAt, templateAt, textAt } from '../document.ts'
import { type Fields, fieldIn, fieldsIn, noteChange, noteRest, textIn } from '../fields.ts'
import { moveWords, readCommand, refuseWords, type Words } from './command.ts'
import { readCount, readFlag } from './durations.ts'
import { toEnv, toEnvFiles } from './environment.ts'
import { findFolder } from './folder.ts'
import { toHealth } from './health.ts'
import { type Texts, toNow } from './interpolate.ts'
import { deployKeys, serviceKeys } from './keys.ts'
import { readMounts } from './mounts.ts'
import { toPorts } from './ports.ts'
import { toRestart, toStop } from './restart.ts'
import { toWatch } from './watch.ts'

/** A service that came over: its name here, and the keys of the worker that it is. */
export type Service = {
  readonly name: string
  readonly texts: Texts
  readonly keys: Readonly<Record<string, Tree | undefined>>
  readonly profiles: readonly string[]
}

/**
 * A service as a worker, without what it needs; a sentence when it cannot run here. Only what names its command can: of
 * the others only their images know what they run.
 */
export function toService(name: string, texts: Texts, others: Iterable<string>): Service | string {
  const { fields } = texts
  const command = readCommand(texts)
  const reason = command ? undefined : refuseSilent(texts)
  if (!command) return reason ?? 'it names no command'
  const mounts = readMounts(texts)
  const folder = findFolder(texts, mounts)
  const moved = moveWords(command, { fields, mounts, folder: folder?.path ?? '.' })
  const refused = refuseWords(moved, fields)
  if (refused !== undefined) return refused
  noteRest(fields, serviceKeys)
  noteImage(texts)
  const deploy = fieldsIn(fields, 'deploy')
  if (deploy) noteRest(deploy, deployKeys)
  const profiles = readProfiles(texts)
  return {
    ...{ name, texts, profiles },
    keys: {
      command: toList(moved),
      cwd: folder && textAt(folder.place, folder.path),
      env: toEnv(texts, others),
      env_file: toEnvFiles(texts),
      tty: readFlag(texts, 'tty') ? plainAt(fields.mapping.place, true) : undefined,
      start: profiles.length > 0 ? plainAt(fields.mapping.place, 'manual') : undefined,
      ...toHealth(texts),
      restart: toRestart(texts, deploy),
      stop: toStop(texts),
      ports: toPorts(texts),
      watch: toWatch(texts),
      ...toReplicas(texts, deploy),
    },
  }
}

function toList({ place, words }: Words): Tree {
  return listAt(
    place,
    words.map(word => templateAt(place, word)),
  )
}

function refuseSilent(texts: Texts): string {
  const image = textIn(texts.fields, 'image')
  if (fieldIn(texts.fields, 'provider')) return 'something outside of Compose provides it'
  if (fieldIn(texts.fields, 'build')) return 'only its image, which is built, says what it runs'
  return image ? `only its image ${toNow(image, texts)} says what it runs` : 'it names no command'
}

function noteImage(texts: Texts): void {
  const { fields } = texts
  const key = fieldIn(fields, 'image') ? 'image' : 'build'
  if (!fieldIn(fields, key)) return
  noteChange(fields, key, 'its image is not used: its command runs with the programs of this machine')
}

function readProfiles(texts: Texts): readonly string[] {
  const value = fieldIn(texts.fields, 'profiles')
  const items = value?.kind === 'list' ? value.items : []
  return items.flatMap(item => (item.kind === 'scalar' && item.value !== null ? [toNow(item, texts)] : []))
}

const most = 100

function toReplicas(texts: Texts, deploy: Fields | undefined): Readonly<Record<string, Tree>> {
  const count = (deploy && readCount({ ...texts, fields: deploy }, 'replicas')) ?? readCount(texts, 'scale')
  if (count === undefined || count === 1) return {}
  const { place } = texts.fields.mapping
  const key = deploy && fieldIn(deploy, 'replicas') ? 'deploy' : 'scale'
  if (count === 0) {
    noteChange(texts.fields, key, 'none of it is wanted, so it starts by hand only')
    return { start: plainAt(place, 'manual') }
  }
  if (count > most) noteChange(texts.fields, key, `there are ${most} of it here, the most that there can be`)
  return { replicas: plainAt(place, Math.min(most, count)) }
}
