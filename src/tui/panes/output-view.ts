import type { Scroll } from '../pane.ts'
import { type EntryLook, entryHeight } from './entry-rows.ts'
import { createNews } from './news.ts'
import { type OutputWindow, openOutputWindow, type WindowOptions } from './output-window.ts'
import { toRows } from './scroll-rows.ts'
import { clampSpot, compareSpots, type Lines, lastSpot, moveSpot, type Spot } from './spot.ts'

/** How output is shown, and how many rows of it. */
export type Shown = { readonly look: EntryLook; readonly rows: number }

/** Something to be read, so that what is shown is right. */
export type Job = () => Promise<void>

/** Where in a run's output the person is: at its end, or somewhere above, with what is needed for that in memory. */
export type OutputView = {
  readonly window: OutputWindow
  readonly isFollowing: boolean
  /** The first row that is seen. */
  top(): Spot
  /** The spot after the last row that is seen. */
  bottom(): Spot
  scroll(move: Scroll): void
  /** Stays at a spot, whatever is printed. */
  stayAt(spot: Spot): void
  /** There is more output than is known here. */
  grew(): void
  /** What is to be read next. What has grown is looked at once for each look of the painter. */
  next(wasAsked: boolean): Job | undefined
  /** `following`, `frozen · 120 new`. */
  words(): string
}

type Place = 'end' | Spot

/** Opens a view at the end. */
export function openOutputView(options: WindowOptions, shown: () => Shown): OutputView {
  const window = openOutputWindow(options)
  const news = createNews(options)
  let place: Place = 'end'
  /** Rows that a move up went beyond what is in memory. */
  let owed = 0
  let isStale = true
  let wantsStart = false

  const lines: Lines = {
    get first() {
      return window.first
    },
    get end() {
      return window.end
    },
    height(line) {
      const entry = window.entry(line)
      return entry ? entryHeight(entry, shown().look) : 1
    },
  }

  const last = () => lastSpot(lines, shown().rows)
  const top = () => (place === 'end' ? last() : clampSpot(lines, place))
  const bottom = () => moveSpot(lines, top(), shown().rows).spot

  function stayAt(spot: Spot): void {
    if (place === 'end') news.seen(window.next)
    place = spot
  }

  function moveBy(rows: number): void {
    const { spot, missing } = moveSpot(lines, top(), rows)
    owed = rows < 0 && !window.atStart ? missing : 0
    if (window.atEnd && owed === 0 && compareSpots(spot, last()) >= 0) place = 'end'
    else stayAt(spot)
    isStale ||= place === 'end'
  }

  async function goToStart(): Promise<void> {
    await window.restart()
    // The person may have gone elsewhere meanwhile.
    if (wantsStart) stayAt({ line: window.first, row: 0 })
    wantsStart = false
  }

  async function lookAgain(): Promise<void> {
    isStale = false
    if (place === 'end') await window.follow(shown().rows)
    else await news.update()
  }

  async function readOlder(): Promise<void> {
    await window.readOlder()
    if (place === 'end' || owed === 0) return
    const { spot, missing } = moveSpot(lines, place, -owed)
    place = spot
    owed = window.atStart ? 0 : missing
  }

  /** Whether there are fewer rows in memory than a view's worth above what is seen. */
  function isShortAbove(): boolean {
    const wanted = place === 'end' ? 0 : shown().rows
    const isFull = moveSpot(lines, { line: lines.first, row: 0 }, shown().rows).missing === 0
    return owed > 0 || !isFull || moveSpot(lines, top(), -wanted).missing > 0
  }

  function isShortBelow(): boolean {
    return place !== 'end' && moveSpot(lines, bottom(), shown().rows).missing > 0
  }

  return {
    window,
    get isFollowing() {
      return place === 'end'
    },
    top,
    bottom,
    scroll(move) {
      wantsStart = 'to' in move && move.to === 'start'
      if ('by' in move) moveBy(toRows(move, shown().rows))
      else if (move.to === 'end') {
        place = 'end'
        isStale = true
      }
    },
    stayAt,
    grew() {
      isStale = true
    },
    next(wasAsked) {
      if (wantsStart) return goToStart
      if (isStale && wasAsked) return lookAgain
      if (!window.hasBegun) return undefined
      if (!window.atStart && isShortAbove()) return readOlder
      return !window.atEnd && isShortBelow() ? window.readNewer : undefined
    },
    words() {
      if (place === 'end') return 'following'
      const fresh = news.words()
      return fresh === '' ? 'frozen' : `frozen · ${fresh}`
    },
  }
}
