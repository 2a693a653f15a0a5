import type { WorkerSpec } from '../../core/spec.ts'

/** What a file of any kind says: the project's name, and the workers in the file's order. */
export type Draft = { readonly name: string | undefined; readonly workers: readonly WorkerSpec[] }
