const volatile: readonly (readonly [RegExp, string])[] = [
  [/\b(run|wrk|rt)_[0-9a-f]{32}\b/g, '$1_…'],
  [/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, '‹time›'],
  [/PATH \([^)]*\)/g, 'PATH (…)'],
  [/"(pid|tookMs|eventId|transcriptSequence)":\d+/g, '"$1":0'],
]

/** A document without what differs from one time to the next: ids, pids, times. */
export function stable(document: unknown): unknown {
  return JSON.parse(volatile.reduce((text, [found, shown]) => text.replace(found, shown), JSON.stringify(document)))
}
