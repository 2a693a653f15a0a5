import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type LoadRequest, loadProject } from '../../src/config/load.ts'
import type { Project } from '../../src/config/project.ts'
import { renderProblems } from '../../src/config/render.ts'
import type { WorkerSpec } from '../../src/core/spec.ts'
import { tmpDir } from '../tmp.ts'

/** Makes a folder of the test's own with these files in it; a path that ends with a slash is a folder. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = tmpDir()
  for (const [path, text] of Object.entries(files)) {
    const full = join(folder, path)
    mkdirSync(path.endsWith('/') ? full : dirname(full), { recursive: true })
    if (!path.endsWith('/')) writeFileSync(full, text)
  }
  return folder
}

export type LoadOptions = Partial<LoadRequest> & { readonly files?: Readonly<Record<string, string>> }

/** The project that a `skep.yaml` says, which has to be good. */
export async function projectOf(text: string, options: LoadOptions = {}): Promise<Project> {
  const loaded = await load({ 'skep.yaml': text, ...options.files }, options)
  if (!loaded.ok) throw new Error(renderProblems(loaded.problems, { colour: false }))
  return loaded.project
}

/** The first worker that a `skep.yaml` says. */
export async function workerOf(text: string, options: LoadOptions = {}): Promise<WorkerSpec> {
  const [worker] = (await projectOf(text, options)).workers
  if (!worker) throw new Error('the file has no worker')
  return worker
}

/** What is printed of a `skep.yaml` that is not good. */
export async function problemsOf(text: string, options: LoadOptions = {}): Promise<string> {
  return printed({ 'skep.yaml': text, ...options.files }, options)
}

/** What is printed of these files, which are not good. */
export async function printed(files: Readonly<Record<string, string>>, options: LoadOptions = {}): Promise<string> {
  const folder = folderWith(files)
  const loaded = await loadProject({ folder, env: {}, home: '/home/ada', ...options })
  if (loaded.ok) throw new Error('the files are good')
  return renderProblems(loaded.problems, { colour: false, from: folder })
}

async function load(files: Readonly<Record<string, string>>, options: LoadOptions): ReturnType<typeof loadProject> {
  return loadProject({ folder: folderWith(files), env: {}, home: '/home/ada', ...options })
}
