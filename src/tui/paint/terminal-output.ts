/** The terminal that is written to, as much of it as is used. */
export type TerminalOutput = {
  readonly columns: number
  readonly rows: number
  /** Says whether it has room for more; if not, `drain` comes when it has. */
  write(text: string): boolean
  on(event: 'resize' | 'drain', listener: () => void): unknown
  off(event: 'resize' | 'drain', listener: () => void): unknown
}
