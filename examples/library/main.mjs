// Starts a server, waits for the line that says where it is, asks it, and stops it with a verdict over every process:
// node examples/library/main.mjs (after npm run build; a program of yours has skep among its dependencies).
import { openRuntime } from 'skep'

const runtime = await openRuntime({ folder: import.meta.dirname })
try {
  const server = await runtime.create({ name: 'server', command: [process.execPath, 'server.mjs'] })
  const run = await runtime.executeBackground(server.ref)
  const response = await fetch(await untilListening(run))
  console.log(`the server says: ${await response.text()}`)
  const { status, verdict } = await runtime.stop(server.ref, 'it has said enough')
  console.log(`${status}: ${verdict.ended.length} ended, ${verdict.survivors.length} survived`)
} finally {
  await runtime.close()
}

async function untilListening(run) {
  for await (const line of run.lines({ stream: 'stdout' })) {
    const [, url] = /^listening on (.+)$/.exec(line.text ?? '') ?? []
    if (url) return url
  }
  const { error } = await run.wait()
  throw new Error(`the server ended before it listened: ${error?.message ?? 'it said nothing'}`)
}
