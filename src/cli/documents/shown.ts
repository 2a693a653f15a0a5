import type { Shown } from '../../protocol/verbs/show.ts'
import type { ShownFacts } from '../show-lines.ts'
import { toDiagnosticDocument } from './diagnostic.ts'
import type { Document } from './document.ts'
import { toResultDocument } from './result.ts'
import { toRunDocument } from './run.ts'
import { toSpecDocument } from './spec.ts'
import { toUsageDocument, toWorkerDocument } from './worker.ts'

/** How many lines the output of the run has. */
export type Counted = { readonly lines: number }

/** What `skep show` answers: `{worker, run, diagnostics}` of a worker, `{run}` of a run; a run has its spec, its limits and its result. */
export function toShownDocument(facts: ShownFacts & Counted): Document {
  const { shown, asked } = facts
  const run = toWholeRun(facts)
  if (asked === 'run') return { run }
  const { worker, runtimeId, usage, ports, diagnostics } = shown
  return {
    worker: worker && {
      ...toWorkerDocument({ worker, runtimeId, usage, ports }),
      spec: toSpecDocument(worker.spec),
    },
    run,
    diagnostics: diagnostics.map(one => toDiagnosticDocument(one, worker?.name)),
  }
}

function toWholeRun({ shown, output, lines, clocks }: ShownFacts & Counted): Document | undefined {
  const { run, worker, usage } = shown
  if (!run) return undefined
  return {
    ...toRunDocument({ run, name: worker?.name, output: output && { ...output.bounds, lines }, usage, clocks }),
    outputFolder: output?.folder,
    ...seenNow(shown),
    spec: worker && toSpecDocument(worker.spec),
    // Nothing can be limited in this version: none is enforced.
    limits: {},
    verdict: run.verdict,
    left: run.left,
    result: output?.result && toResultDocument(output.result),
  }
}

function seenNow({ usage, ports }: Shown): Document {
  return { usage: usage && toUsageDocument(usage), ports }
}
