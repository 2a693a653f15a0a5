const kittyReply = /^\x1b\[\?\d+u$/

// Reports with a private mark, and whole strings.
const anyReply = /^\x1b(?:\[[?>=][\d;:]*[ -/]*[@-~]|[\]P^_X][\s\S]*(?:\x07|\x1b\\))$/

/** Whether a sequence is an answer of the person's terminal. We asked: a program in a pane gets its answers from its emulator. */
export function isReply(sequence: string): boolean {
  return anyReply.test(sequence)
}

/** Whether it is the one answer that Ink itself asks for. */
export function isKittyReply(sequence: string): boolean {
  return kittyReply.test(sequence)
}
