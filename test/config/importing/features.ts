import { cpSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { importFile } from '../../../src/config/importing/import.ts'
import { findForeign } from '../../../src/config/importing/importers.ts'
import { loadProject } from '../../../src/config/load.ts'
import { renderPlan } from '../../../src/config/plan/plan.ts'
import type { Project } from '../../../src/config/project.ts'
import { renderProblems } from '../../../src/config/render.ts'
import { tmpDir } from '../../tmp.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const client = { env: { PATH: '/bin' }, home: '/home/ada' }

/** The features of a tool that have a fixture: a folder each, named as the tool's documentation names the feature. */
export function featuresOf(tool: string): readonly string[] {
  return readdirSync(join(fixtures, tool))
}

/**
 * Holds what comes of a fixture against its `expected.txt`: the skep.yaml with its notes, and the plan with the order.
 * What is written and what is run directly have to be the same.
 */
export async function holdFeature(tool: string, feature: string): Promise<void> {
  const folder = tmpDir()
  cpSync(join(fixtures, tool, feature), folder, { recursive: true })
  const [name = 'none'] = await findForeign(folder)
  const made = await importFile({ file: join(folder, name), shown: name, ...client })
  if (!made.ok) throw new Error(renderProblems(made.problems, { colour: false, from: folder }))
  writeFileSync(join(folder, 'skep.yaml'), made.text)
  const written = await load(folder, undefined)
  const direct = await load(folder, name)
  expect(written).toMatchObject({ workers: direct.workers, profiles: direct.profiles })
  expect(direct.notes).toEqual(made.notes)
  const plan = renderPlan({ ...written, name: 'shop', file: 'skep.yaml' })
  await expect(`${made.text}\n${plan}`).toMatchFileSnapshot(join(fixtures, tool, feature, 'expected.txt'))
}

async function load(folder: string, file: string | undefined): Promise<Project> {
  const loaded = await loadProject({ folder, file, ...client })
  if (!loaded.ok) throw new Error(renderProblems(loaded.problems, { colour: false, from: folder }))
  return loaded.project
}
