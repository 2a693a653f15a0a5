/** Whether two values of plain data say the same; a field without a value is as one that is not there. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (!isIndexable(one) || !isIndexable(other) || Array.isArray(one) !== Array.isArray(other)) return false
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every(name => isSame(one[name], other[name]))
}

function isIndexable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
