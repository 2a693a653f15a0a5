import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbedded } from '../../src/library/embedded.ts'
import { connectDaemon } from '../../src/library/remote.ts'
import type { SkepRuntime } from '../../src/library/runtime.ts'
import { killMarked, markName } from '../scenes/processes.ts'
import { programArgv } from '../scenes/program.ts'

/** A runtime of the library in a folder of its own. */
export type OpenGround = { readonly runtime: SkepRuntime; readonly folder: string; close(): Promise<void> }

export type GroundName = 'in this process' | 'behind a socket'

/** What the library stands on; whatever holds on one of them holds on the other. */
export const groundNames: readonly GroundName[] = ['in this process', 'behind a socket']

export async function openGround(name: GroundName): Promise<OpenGround> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'skep-test-'))
  const runtime = await (name === 'in this process' ? openEmbedded({ folder }) : connectIn(folder))
  return {
    runtime,
    folder,
    async close() {
      try {
        // What reads after a stop starts a daemon: it is stopped too.
        await runtime.startRuntime()
        await runtime.stopRuntime('the test is over')
        await runtime.close()
      } finally {
        killMarked(folder)
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    },
  }
}

/** Connects to the daemon of a folder, with its state and its sockets in the same folder. */
export function connectIn(folder: string): Promise<SkepRuntime> {
  const [, file = ''] = programArgv()
  const own = { SKEP_HOME: join(folder, '.state'), SKEP_RUNTIME_DIR: join(folder, '.s'), [markName]: folder }
  const env = { PATH: process.env['PATH'], ...own }
  return connectDaemon({ folder, env }, { file, version: '0.0.0' })
}
