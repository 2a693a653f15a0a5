import { isWorkerName, numberName } from '../../core/name.ts'
import type { Place } from '../text/source.ts'
import type { TakeNote } from './note.ts'

/** Names as other tools have them, with the names that workers can have: the same where it can be, each another one. */
export function toWorkerNames(written: Iterable<string>): ReadonlyMap<string, string> {
  const all = [...written]
  const taken = new Set(all.filter(isWorkerName))
  return new Map(all.map(name => [name, isWorkerName(name) ? name : takeName(toValid(name), taken)]))
}

function takeName(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let number = 2; taken.has(name); number += 1) name = numberName(wanted, number)
  taken.add(name)
  return name
}

const longest = 64

function toValid(name: string): string {
  const cleaned = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}_.:/@+-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, longest)
    .replace(/[-\ud800-\udbff]+$/, '')
  if (isWorkerName(cleaned)) return cleaned
  const longer = `${cleaned === '' ? 'worker' : 'w-'}${cleaned}`.slice(0, longest)
  return isWorkerName(longer) ? longer : 'worker'
}

/** Notes that a worker is called otherwise here, when it is. */
export function noteName(
  place: Place,
  { from, to }: { readonly from: string; readonly to: string },
  note: TakeNote,
): void {
  if (from !== to) note(place, `is called \`${to}\` here, since a worker cannot be called ${JSON.stringify(from)}`, to)
}
