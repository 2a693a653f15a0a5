/** What is attached: a keyboard, whose every key goes into the transcript, or a pipe, of which only the size does. */
export type AttachSource = 'keys' | 'pipe'

export type AttachOrder = {
  readonly source: AttachSource
  /** The end of what is attached is the end of the run's input. */
  readonly endsInput: boolean
}
