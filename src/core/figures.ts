const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** A length of time in at most five cells, as coarse as a glance needs: `42s`, `13m`, `2h13m`, `4d2h`, `120d`. */
export function toShortTime(ms: number): string {
  const whole = Math.max(0, ms)
  if (whole < minute) return `${Math.floor(whole / second)}s`
  if (whole < hour) return `${Math.floor(whole / minute)}m`
  if (whole < day) return `${Math.floor(whole / hour)}h${String(Math.floor((whole % hour) / minute)).padStart(2, '0')}m`
  const days = Math.floor(whole / day)
  const hours = Math.floor((whole % day) / hour)
  return days < 10 && hours > 0 ? `${days}d${hours}h` : `${days}d`
}

/** A length of time to a tenth of a second, or to a millisecond where that says more: `12 ms`, `0.1 s`, `12.4 s`, `2 m 03 s`. */
export function toFineTime(ms: number): string {
  if (ms < 95) return `${Math.round(ms)} ms`
  if (ms < minute) return `${(ms / second).toFixed(1)} s`
  return `${Math.floor(ms / minute)} m ${String(Math.floor((ms % minute) / second)).padStart(2, '0')} s`
}

/** Bytes in at most four cells: `88M`, `1.2G`. */
export function toShortBytes(bytes: number): string {
  let value = bytes
  for (const unit of ['B', 'K', 'M', 'G', 'T']) {
    if (value < 999.5)
      return `${value < 9.95 && unit !== 'B' ? value.toFixed(1).replace('.0', '') : Math.round(value)}${unit}`
    value /= 1_024
  }
  return `${Math.round(value)}P`
}

/** Cores as a percentage of one: `4%`, `250%`. */
export function toPercent(cores: number): string {
  return `${Math.round(cores * 100)}%`
}
