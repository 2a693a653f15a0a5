const unitBytes: Readonly<Record<string, number>> = {
  B: 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
}

const pattern = /^(\d+(?:\.\d+)?)([KMGT]i?B|B)$/

/** Reads `64KiB`, `1.5GiB`, `500MB` or `10B` as whole bytes (KiB is 1,024, KB is 1,000); anything else is undefined. */
export function parseBytes(text: string): number | undefined {
  const [, count, unit] = pattern.exec(text) ?? []
  if (count === undefined || unit === undefined) return undefined
  const bytes = Math.round(Number(count) * (unitBytes[unit] ?? Number.NaN))
  return Number.isSafeInteger(bytes) ? bytes : undefined
}

/** Writes bytes in the largest binary unit that says them exactly, so that they read back the same. */
export function formatBytes(bytes: number): string {
  const unit = ['TiB', 'GiB', 'MiB', 'KiB'].find(name => bytes > 0 && bytes % (unitBytes[name] ?? 1) === 0)
  return unit ? `${bytes / (unitBytes[unit] ?? 1)}${unit}` : `${bytes}B`
}
