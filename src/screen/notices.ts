import { handleOsc } from './bounded.ts'
import { type Listeners, openListeners } from './listeners.ts'
import type { Terminal } from './xterm.ts'

/** Progress as a program reports it with OSC 9;4; a percentage where it knows one. */
export type Progress =
  | { readonly state: 'none' }
  | { readonly state: 'normal' | 'error' | 'paused'; readonly percent: number }
  | { readonly state: 'busy' }

/** What a program wants noticed outside its cells. It is told after a turn, not from within the parser: a listener may do
 * what it likes, and a flood of bells is one bell. */
export type Notices = {
  readonly title: () => string
  readonly tell: () => void
  readonly onReply: Listeners<Uint8Array>['add']
  readonly onBell: Listeners<void>['add']
  readonly onProgress: Listeners<Progress>['add']
}

/** Collects replies, bells, the title and progress reports. */
export function collectNotices(terminal: Terminal): Notices {
  const replies = openListeners<Uint8Array>()
  const bells = openListeners<void>()
  const progresses = openListeners<Progress>()
  const encoder = new TextEncoder()
  let [title, reply, hasRung] = ['', '', false]
  let progress: Progress | undefined
  terminal.onData(text => {
    reply += text
  })
  terminal.onBell(() => {
    hasRung = true
  })
  terminal.onTitleChange(text => {
    title = text
  })
  handleTitles(terminal)
  handleOsc(terminal.core, 9, text => {
    progress = readProgress(text) ?? progress
  })
  return {
    title: () => title,
    tell: () => {
      const [said, rang, reported] = [reply, hasRung, progress]
      ;[reply, hasRung, progress] = ['', false, undefined]
      if (said !== '') replies.tell(encoder.encode(said))
      if (rang) bells.tell()
      if (reported !== undefined) progresses.tell(reported)
    },
    onReply: replies.add,
    onBell: bells.add,
    onProgress: progresses.add,
  }
}

const titleMost = 256

function handleTitles({ core }: Terminal): void {
  const setTitle = (title: string) => {
    core._inputHandler.setTitle(title.slice(0, titleMost))
  }
  handleOsc(core, 0, setTitle)
  handleOsc(core, 2, setTitle)
  handleOsc(core, 1, () => {})
}

function readProgress(text: string): Progress | undefined {
  const found = /^4;([0-4])(?:;(\d{1,3})?)?$/.exec(text)
  const percent = Math.min(100, Number(found?.[2] ?? 0))
  switch (found?.[1]) {
    case '0':
      return { state: 'none' }
    case '1':
      return { state: 'normal', percent }
    case '2':
      return { state: 'error', percent }
    case '3':
      return { state: 'busy' }
    case '4':
      return { state: 'paused', percent }
    default:
      return undefined
  }
}
