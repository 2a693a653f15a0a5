/** The one in the middle, or between the two that are. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const [lower = Number.NaN, upper = Number.NaN] = [(sorted.length - 1) >> 1, sorted.length >> 1].map(
    place => sorted[place],
  )
  return (lower + upper) / 2
}

/** The one below which this share of all lies. */
export function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
}

/** What each round's first is to its second: the median, from the least to the most. */
export function ratioOf(ours: readonly number[], theirs: readonly number[]): { value: number; text: string } {
  const ratios = ours.map((one, round) => one / (theirs[round] ?? Number.NaN))
  const value = median(ratios)
  return { value, text: `${figure(value)} × (${figure(at(ratios, 0))}–${figure(at(ratios, 1))})` }
}

/** Milliseconds for people. */
export function inMs(ms: number): string {
  return ms >= 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${figure(ms)} ms`
}

/** Several that were measured in the same rounds, each by its median: `tmux 12 ms, pm2 300 ms`. */
export function medians(all: Readonly<Record<string, readonly number[]>>): string {
  return Object.entries(all)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => `${name} ${inMs(median(values))}`)
    .join(', ')
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
