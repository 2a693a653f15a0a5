import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Makes a folder of the running test's own, with its real path; it is removed when the test has ended. */
export function tmpDir(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'skep-test-'))
  // Programs that were just killed may still be writing into it.
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
  return folder
}
