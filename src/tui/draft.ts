/** A line that somebody is typing: what stands before the cursor and what stands after it. */
export type Draft = { readonly before: string; readonly after: string }

export const emptyDraft: Draft = { before: '', after: '' }

/** A draft with the cursor at its end. */
export function toDraft(text: string): Draft {
  return { before: text, after: '' }
}

export function draftText({ before, after }: Draft): string {
  return before + after
}

/** Types text at the cursor: one line, so what would break it becomes a space. */
export function typeText({ before, after }: Draft, text: string): Draft {
  return { before: before + text.replace(/[\r\n\t]+/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f]/g, ''), after }
}

/** What a key does to a draft, in the notation of keys; undefined when it does nothing to it. */
export function editDraft(draft: Draft, key: string): Draft | undefined {
  return edits[key]?.(draft)
}

const edits: Readonly<Record<string, (draft: Draft) => Draft>> = {
  Left: back,
  'C-b': back,
  Right: forth,
  'C-f': forth,
  Home: draft => ({ before: '', after: draftText(draft) }),
  'C-a': draft => ({ before: '', after: draftText(draft) }),
  End: draft => toDraft(draftText(draft)),
  'C-e': draft => toDraft(draftText(draft)),
  BSpace: ({ before, after }) => ({ before: before.slice(0, before.length - lastSize(before)), after }),
  'C-h': ({ before, after }) => ({ before: before.slice(0, before.length - lastSize(before)), after }),
  DC: ({ before, after }) => ({ before, after: after.slice(firstSize(after)) }),
  'C-w': ({ before, after }) => ({ before: before.replace(/\S*\s*$/, ''), after }),
  'C-u': ({ after }) => ({ before: '', after }),
  'C-k': ({ before }) => ({ before, after: '' }),
}

function back({ before, after }: Draft): Draft {
  const at = before.length - lastSize(before)
  return { before: before.slice(0, at), after: before.slice(at) + after }
}

function forth({ before, after }: Draft): Draft {
  const size = firstSize(after)
  return { before: before + after.slice(0, size), after: after.slice(size) }
}

const clusters = new Intl.Segmenter()

function firstSize(text: string): number {
  for (const { segment } of clusters.segment(text)) return segment.length
  return 0
}

function lastSize(text: string): number {
  return clusters.segment(text).containing(text.length - 1)?.segment.length ?? 0
}
