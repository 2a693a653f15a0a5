import { openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { isMainThread } from 'node:worker_threads'

/**
 * Loaded into a daemon or a keeper before anything else (`--import`): writes down each turn of its event loop that took
 * long, a line for each in a file of its process.
 *
 * A turn is what the loop does between two looks at what has come. An immediate that keeps nobody awake comes exactly once
 * in each: turns are not counted together, and an idle loop stays idle. It is measured in the processor's time of this
 * thread: neither other threads nor what a busy machine takes away are the loop's doing.
 */
const folder = process.env['SCENE_TURNS']
const [, role] = /^__(daemon|keeper)$/.exec(process.argv[2] ?? '') ?? []

// Shorter ones are of no interest, and to write each down would take longer than they did.
const leastMs = 2

if (isMainThread && folder && role) measure(join(folder, `${role}-${process.pid}`))

function measure(path: string): void {
  const file = openSync(path, 'a')
  let before = cpuMs()
  const turn = (): void => {
    const tookMs = cpuMs() - before
    if (tookMs >= leastMs) writeSync(file, `${JSON.stringify({ atMs: Date.now(), tookMs })}\n`)
    before = cpuMs()
    setImmediate(turn).unref()
  }
  setImmediate(turn).unref()
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
