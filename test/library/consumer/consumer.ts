// A program as somebody else writes it: compiled against the types that are shipped, run with the code that is shipped.
import { connect, Fault, openRuntime, type RunResult, type SkepRuntime } from 'skep'

declare const process: { readonly argv: readonly string[]; readonly stdout: { write(text: string): void } }

async function greet(runtime: SkepRuntime): Promise<RunResult> {
  const { ref } = await runtime.create({ command: 'echo hello', mode: 'words' })
  const run = await runtime.executeBackground(ref)
  for await (const line of run.lines()) if (line.kind === 'line') say(line.text)
  return run.wait()
}

async function refusal(runtime: SkepRuntime): Promise<string> {
  try {
    // @ts-expect-error: a text needs its mode.
    await runtime.create({ command: 'echo hello' })
    return 'it was taken'
  } catch (problem) {
    return problem instanceof Fault ? problem.code : 'it is no Fault'
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

const [, , folder = '.'] = process.argv

const embedded = await openRuntime()
const { status, outcome } = await greet(embedded)
say(`${status} ${outcome.kind === 'exited' ? outcome.code : ''}`)
say(await refusal(embedded))
await embedded[Symbol.asyncDispose]()

const remote = await connect({ folder })
say((await greet(remote)).status)
say(await refusal(remote))
await remote.stopRuntime()
await remote.close()
