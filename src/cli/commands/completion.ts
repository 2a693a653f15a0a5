import type { CliCommand } from '../command.ts'

export const completion: CliCommand = {
  name: 'completion',
  summary: 'print what makes a shell complete commands, options and the names of workers',
  words: [['<shell>', 'bash, zsh or fish']],
  load: async () => (await import('../completion/completion.ts')).completion,
}

/** What a shell asks with the words of its line; it completes the last one. */
export function completeFrom(commands: () => readonly CliCommand[]): CliCommand {
  return {
    name: '__complete',
    summary: 'print what may stand in the place of the last word',
    words: [['[words...]', 'the words behind skep']],
    isHidden: true,
    load: async () => (await import('../completion/complete.ts')).completeWith(commands()),
  }
}
