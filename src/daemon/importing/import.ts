import { rename, rm } from 'node:fs/promises'
import { Fault } from '../../core/fault.ts'
import type { RunId } from '../../core/id.ts'
import { runFolder } from '../../core/paths.ts'
import type { RunRecord } from '../../core/record.ts'
import { openReader } from '../../log/read.ts'
import type { ImportedRun, ImportRunParams } from '../../protocol/verbs/import-run.ts'
import type { Context } from '../context.ts'
import { readFile } from './open-file.ts'
import { settle } from './settle.ts'
import { stageBundle } from './stage.ts'

/** Folders of imports that are under way in this process: one that is there and not among them was left by a crash. */
const underWay = new Set<string>()

/** Takes a run in from a bundle: all of it, or nothing. */
export async function importBundle({ file, env }: ImportRunParams, context: Context): Promise<ImportedRun> {
  let staging: string | undefined
  const folderFor = async ({ id }: RunRecord): Promise<string> => {
    staging = await prepare(id, context)
    return staging
  }
  try {
    const staged = await stageBundle({ file: readFile(file), folderFor })
    const folder = await moveIn(staging, staged.run.id, context)
    const settled = await settle(staged, env, context)
    return {
      run: settled.run,
      worker: staged.worker.name,
      isNewWorker: settled.isNewWorker,
      entries: staged.entries.length,
      output: await openReader(folder).bounds(),
    }
  } finally {
    await clear(staging)
  }
}

async function prepare(id: RunId, context: Context): Promise<string> {
  refuseKnown(id, context)
  const staging = `${context.world.runsFolder}/importing-${id}`
  if (underWay.has(staging)) throw new Fault({ code: 'name-taken', message: `${id} is being imported already` })
  underWay.add(staging)
  await rm(staging, { recursive: true, force: true })
  return staging
}

// From here on nobody else can have the id; what a removed run of it left behind makes room.
async function moveIn(staging: string | undefined, id: RunId, context: Context): Promise<string> {
  if (staging === undefined) throw new Error('a bundle was read and its output was kept nowhere')
  refuseKnown(id, context)
  if (context.store.reserveRun(id) === 'existing') throw takenFault(id)
  const folder = runFolder(context.world.runsFolder, id)
  await rm(folder, { recursive: true, force: true })
  await rename(staging, folder)
  return folder
}

async function clear(staging: string | undefined): Promise<void> {
  if (staging === undefined) return
  await rm(staging, { recursive: true, force: true })
  underWay.delete(staging)
}

function refuseKnown(id: RunId, { picture, store }: Context): void {
  if (picture.runs.has(id) || store.run(id)) throw takenFault(id)
}

function takenFault(id: RunId): Fault {
  const hint = `it is kept already: skep show ${id}`
  return new Fault({ code: 'name-taken', message: `there is a run ${id} here`, hint })
}
