import type { Reporter, TestModule } from 'vitest/node'

type Counts = { passed: number; failed: number; skipped: number }

/** Ends the output with one line, `N passed, N failed`, for whoever reads only the last one. */
export default class Report implements Reporter {
  #line: string | undefined

  // When the process exits nothing else can write after us; the output of the other reporters is all there.
  onInit(): void {
    process.once('exit', () => this.#line && process.stdout.write(`${this.#line}\n`))
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const counts = { passed: 0, failed: unhandled.length, skipped: 0 }
    for (const module of modules) count(module, counts)
    this.#line = renderCounts(counts)
  }
}

// A file that cannot be loaded, or a suite whose hook fails, has no failed test of its own: it counts as one failure.
function count(module: TestModule, counts: Counts): void {
  counts.failed += module.errors().length
  for (const suite of module.children.allSuites()) counts.failed += suite.errors().length
  for (const test of module.children.allTests()) {
    const { state } = test.result()
    if (state !== 'pending') counts[state] += 1
  }
}

function renderCounts({ passed, failed, skipped }: Counts): string {
  const line = `${passed} passed, ${failed} failed`
  return skipped === 0 ? line : `${line}, ${skipped} skipped`
}
