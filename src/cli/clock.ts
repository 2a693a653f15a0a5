const dayMs = 24 * 60 * 60 * 1_000

/** A wall time as a person reads it here: `12:01:07` of the last day, else `Nov 24 12:01`. */
export function toLocalTime(timeMs: number, nowMs: number): string {
  const date = new Date(timeMs)
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(toTwoDigits)
  if (Math.abs(nowMs - timeMs) < dayMs) return clock.join(':')
  const month = months[date.getMonth()] ?? ''
  return `${month} ${toTwoDigits(date.getDate())} ${clock.slice(0, 2).join(':')}`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function toTwoDigits(part: number): string {
  return String(part).padStart(2, '0')
}
