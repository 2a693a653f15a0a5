const units = [
  { name: 'h', ms: 3_600_000 },
  { name: 'm', ms: 60_000 },
] as const

/** How long something has lasted, as a person says it, cut to a unit of which there are at least two: `42s`, `5m`, `30h`. */
export function renderAge(ms: number): string {
  const unit = units.find(one => ms >= 2 * one.ms) ?? { name: 's', ms: 1_000 }
  return `${Math.max(0, Math.floor(ms / unit.ms))}${unit.name}`
}
