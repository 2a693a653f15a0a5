import type { Health, Ready } from '../../core/probe.ts'
import { command } from './command.ts'
import { list, object, type Schema, tagged, text, whole, word } from './shape.ts'

const longestMs = 24 * 3_600_000
const everyMs = whole(1, longestMs)
const timeoutMs = whole(1, longestMs)
const times = whole(1, Number.MAX_SAFE_INTEGER)
const pace = { everyMs, timeoutMs, attempts: times }
const beat = { everyMs, timeoutMs, failures: times }

const host = text(255)
const port = whole(1, 65_535)
const url = text(4_096)
const statuses = list(whole(100, 599), 500, 'statuses')

/** A regular expression over a line. */
export const pattern: Schema<string> = text(4_096)

/** How it becomes known that a run may be used. */
export const ready: Schema<Ready> = tagged<Ready>({
  started: object({ kind: word('started') }),
  log: object({ kind: word('log'), pattern }),
  delay: object({ kind: word('delay'), ms: whole(0, longestMs) }),
  notify: object({ kind: word('notify') }),
  tcp: object({ kind: word('tcp'), host, port, ...pace }),
  http: object({ kind: word('http'), url, statuses, ...pace }),
  exec: object({ kind: word('exec'), command, ...pace }),
})

/** How it is found out whether it still does its work. */
export const health: Schema<Health> = tagged<Health>({
  tcp: object({ kind: word('tcp'), host, port, ...beat }),
  http: object({ kind: word('http'), url, statuses, ...beat }),
  exec: object({ kind: word('exec'), command, ...beat }),
})
