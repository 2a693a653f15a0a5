const names = [
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM CHLD CONT',
  'STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO SYS',
]

/** The signals that Linux and macOS both have, as people write them: without `SIG`. */
export const signalNames: readonly string[] = names.join(' ').split(' ')

/** The full name (`SIGINT`) of a signal written as `INT`, `SIGINT` or `sigint`; undefined when there is no such signal. */
export function toSignal(text: string): string | undefined {
  const name = text.toUpperCase().replace(/^SIG/, '')
  return signalNames.includes(name) ? `SIG${name}` : undefined
}
