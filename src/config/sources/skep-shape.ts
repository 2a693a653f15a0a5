import { isWorkerName, workerNameRule } from '../../core/name.ts'
import { anything, described, mapping, parsed, type Shape, table, text } from '../shape.ts'
import { envFilesShape } from '../variables/env-files.ts'
import { envShape } from '../worker/keys/env.ts'
import { laterProjectKeys } from '../worker/later.ts'
import { workerShape } from '../worker/worker-keys.ts'
import { type ProfilesValue, profilesShape } from './profiles.ts'

const names = { allow: isWorkerName, rule: workerNameRule }
const workersExpected = 'a mapping of names to workers'

const longestName = 100
const projectName = parsed(`a text of at most ${longestName} characters on one line`, text => {
  const isGood = text.trim() !== '' && text.length <= longestName && !/[\u0000-\u001f\u007f]/.test(text)
  return isGood ? { ok: true, value: text } : { ok: false }
})

const projectKeys = {
  name: described("The project's name; the folder's when there is none.", projectName),
  extends: described('Another file, whose keys count where this one is silent.', text('the path of a file')),
  env: described('Variables for all workers.', envShape),
  env_file: described('Files of `NAME=value` lines for all workers.', envFilesShape),
  profiles: described('The workers that are started together, by the name of the profile.', profilesShape),
  ...laterProjectKeys,
}

/** What a whole `skep.yaml` must look like. */
export const skepShape: Shape<unknown> = mapping({
  ...projectKeys,
  workers: described('The workers, by name.', table(names, workerShape, workersExpected)),
})

/** The values of the keys of the file itself. */
export type OwnValues = {
  readonly name?: string | undefined
  readonly profiles?: ProfilesValue | undefined
}

/** When a file is read, each worker is held against its shape by itself, after what it extends and names was filled in. */
export const ownShape: Shape<OwnValues> = mapping({
  ...projectKeys,
  workers: table(names, anything, workersExpected),
})
