import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importFile } from '../../../src/config/importing/import.ts'
import { importers } from '../../../src/config/importing/importers.ts'
import { loadProject } from '../../../src/config/load.ts'
import { renderPlan } from '../../../src/config/plan/plan.ts'
import type { Project } from '../../../src/config/project.ts'
import { renderProblems } from '../../../src/config/render.ts'
import type { WorkerSpec } from '../../../src/core/spec.ts'
import { tmpDir } from '../../tmp.ts'

// One folder for each tool, in it one for each feature as the tool's documentation calls it, in it the file and what it comes to.
const root = join(import.meta.dirname, 'fixtures')
const around = { env: { PATH: '/bin' }, home: '/home/ada' }

describe.each(readdirSync(root))('%s', tool => {
  test.each(readdirSync(join(root, tool)))('%s comes over as expected, and runs as it is written', async feature => {
    const from = join(root, tool, feature)
    const folder = join(tmpDir(), 'bakery')
    cpSync(from, folder, { recursive: true })
    const file = importers.flatMap(({ names }) => names).find(name => existsSync(join(folder, name)))
    if (file === undefined) throw new Error('the fixture has no file of a tool')

    const imported = await importFile({ ...around, file: join(folder, file), shown: file })
    const text = imported.ok ? imported.text : renderProblems(imported.problems, { colour: false, from: folder })
    const direct = await loadProject({ ...around, folder, file })
    const plan = direct.ok ? toPlan(direct.project) : renderProblems(direct.problems, { colour: false, from: folder })
    await expect(`${text}\n---\n${plan}`.replaceAll(folder, '.')).toMatchFileSnapshot(join(from, 'expected.txt'))

    if (!imported.ok || !direct.ok) return
    writeFileSync(join(folder, 'skep.yaml'), imported.text)
    const written = await loadProject({ ...around, folder })
    expect(written.ok && written.project.workers).toEqual(direct.project.workers)
  })
})

/** The order of the start, and what each worker is given to run with. */
function toPlan(project: Project): string {
  const [, order = ''] = renderPlan(project).split('\nORDER\n')
  return `${order}${project.workers.map(toVariables).join('')}`
}

function toVariables({ name, declaredEnv }: WorkerSpec): string {
  const variables = Object.entries(declaredEnv).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  return variables.length === 0 ? '' : `${name}: ${variables.join(' ')}\n`
}
