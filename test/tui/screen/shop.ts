import type { OutputSource } from '../../../src/client/client.ts'
import type { RunId } from '../../../src/core/id.ts'
import { openRun } from '../panes/watched.ts'
import { using } from './now.ts'
import { shop } from './records.ts'
import { type MadeRuntime, type MadeUp, openRuntime } from './runtime.ts'

/** The shop with what its server has printed, on both streams. */
export async function openShop(more: Partial<MadeUp> = {}): Promise<MadeRuntime> {
  const run = await openRun()
  await run.print('\x1b[32mlistening\x1b[0m on :3000\n')
  for (const path of ['users', 'cart', 'orders']) await run.print(`GET /${path} 200\n`)
  await run.print('GET /secret 500\n', 'stderr')
  const outputs = new Map<RunId, OutputSource>([['run_api', run.source]])
  const usage = [
    ['run_api', using(0.012, 88e6)],
    ['run_web', using(0.34, 210e6)],
    ['run_python', using(0, 9e6)],
    ['run_stubborn', using(0, 31e6)],
  ] as const
  return openRuntime({ workers: shop(), outputs, usage, ...more })
}
