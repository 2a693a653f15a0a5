import type { Command } from './command.ts'

const longestName = 64
const allowed = /^[\p{L}\p{N}][\p{L}\p{N}_.:/@+-]*$/u
const idPrefix = /^(wrk|run|rt|ses)_/

/** What a name must look like, for the sentence that refuses one. */
export const workerNameRule: string =
  'a letter or digit, then letters, digits or any of `_ . : / @ + -`, at most 64 characters'

/** What to call a worker that nobody has named: its program, without the folders before it. */
export function nameOfCommand(command: Command): string {
  const first = command.kind === 'argv' ? command.argv[0] : (command.line.trim().split(/\s/)[0] ?? '')
  const base = first.replace(/\/+$/, '').split('/').at(-1) ?? ''
  const name = base.replaceAll(/[^A-Za-z0-9_.-]/g, '-').replace(/^[^A-Za-z0-9]+/, '')
  return isWorkerName(name) ? name : 'run'
}

/** A name with a number behind it, which is no longer than a name may be. */
export function numberName(name: string, number: number): string {
  const suffix = `-${number}`
  const kept = name.slice(0, longestName - suffix.length)
  // Half a character would be none.
  return `${kept.replace(/[\ud800-\udbff]$/, '')}${suffix}`
}

/** Whether a text can name a worker: it can be typed, is no pattern, no flag and no id. */
export function isWorkerName(text: string): boolean {
  return text.length <= longestName && allowed.test(text) && !idPrefix.test(text)
}
