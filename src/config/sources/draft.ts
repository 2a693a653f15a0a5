import type { WorkerSpec } from '../../core/spec.ts'
import type { Project } from '../project.ts'

/** What a file of any kind says: the project's name, the workers in the file's order, and what only some of them have. */
export type Draft = { readonly name: string | undefined; readonly workers: readonly WorkerSpec[] } & Partial<
  Pick<Project, 'profiles' | 'notes'>
>
