import type { CliCommand } from '../command.ts'

export const tree: CliCommand = {
  name: 'tree',
  summary: 'the process tree of a worker or run, with what left its session',
  words: [['<name|run>', 'a worker, or a run (run_…)']],
  json: '{v, run, processes: [{pid, parent, command, state, memoryBytes, cpuMs, detached}]}',
  load: async () => (await import('../tree.ts')).tree,
}
