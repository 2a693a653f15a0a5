import { resolve } from 'node:path'
import type { Watch } from '../../../core/spec.ts'
import { either, flag, listOf, mapping, parsed, type Shape } from '../../shape.ts'
import { durationShape } from './duration.ts'

const longestPath = 4_096

function pathShape(expected: string): Shape<string> {
  return parsed(expected, text => {
    const isGood = text.trim() !== '' && text.length <= longestPath && !text.includes('\0')
    return isGood ? { ok: true, value: text } : { ok: false }
  })
}

const pathsExpected = 'a list of files and folders'
const paths = listOf(pathShape('the path of a file or folder'), pathsExpected)

export type WatchValue =
  | readonly string[]
  | {
      readonly paths?: readonly string[] | undefined
      readonly ignore?: readonly string[] | undefined
      readonly debounce?: number | undefined
      readonly cascade?: boolean | undefined
    }

const watchKeys = {
  paths,
  ignore: listOf(pathShape('a pattern such as `**/*.test.js`'), 'a list of patterns'),
  debounce: durationShape(0, 3_600_000),
  cascade: flag,
}

/** What stands under `watch`: files and folders, or a mapping with `paths`. */
export const watchShape: Shape<WatchValue> = either(
  `${pathsExpected}, or a mapping with \`paths\``,
  paths,
  mapping(watchKeys, ['paths']),
)

// An editor saves in several steps and a tool writes several files: in so long they are through.
const debounceMs = 300

/** What a file wants to be watched, from the folder of the worker on; undefined when there is nothing to watch. */
export function toWatch(value: WatchValue, { cwd, home }: { cwd: string; home: string }): Watch | undefined {
  const {
    paths: named = [],
    ignore = [],
    debounce = debounceMs,
    cascade = false,
  } = isPaths(value) ? { paths: value } : value
  if (named.length === 0) return undefined
  const absolute = named.map(path => (/^~(\/|$)/.test(path) ? resolve(home, `.${path.slice(1)}`) : resolve(cwd, path)))
  return { paths: [...new Set(absolute)], ignore, debounceMs: debounce, cascade }
}

function isPaths(value: WatchValue): value is readonly string[] {
  return Array.isArray(value)
}
