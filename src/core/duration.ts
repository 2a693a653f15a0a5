const unitMs = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const

const parts = [...Object.keys(unitMs)].map(unit => `(?:(\\d+(?:\\.\\d+)?)${unit})?`)
const pattern = new RegExp(`^${parts.join('')}$`)

/** Reads `10s`, `5m`, `2h`, `300ms`, `7d`, `1.5s` or `1h30m` as whole milliseconds; anything else is undefined. */
export function parseDuration(text: string): number | undefined {
  const found = text === '' ? null : pattern.exec(text)
  if (!found) return undefined
  const ms = Object.values(unitMs).reduce((sum, unit, index) => sum + toMs(found[index + 1], unit), 0)
  return Number.isSafeInteger(ms) ? ms : undefined
}

// When a fraction is written, binary arithmetic may miss by a hair what is whole on paper: 1.1s is 1100ms.
function toMs(count: string | undefined, unit: number): number {
  const exact = Number(count ?? 0) * unit
  const whole = Math.round(exact)
  return Math.abs(exact - whole) < 1e-6 ? whole : exact
}

/** Writes milliseconds in the largest unit that says them exactly, so that they read back the same. */
export function formatDuration(ms: number): string {
  const whole = Math.round(ms)
  const unit = Object.entries(unitMs).find(([, size]) => whole !== 0 && whole % size === 0)
  return unit ? `${whole / unit[1]}${unit[0]}` : '0s'
}
