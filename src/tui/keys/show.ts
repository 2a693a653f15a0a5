const shown: Readonly<Record<string, string>> = {
  Enter: '⏎',
  Escape: 'Esc',
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
  BSpace: '⌫',
  BTab: 'Shift-Tab',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
}

/** A key as help writes it: `Ctrl-X`, `↑`, `⏎`, `j`. */
export function showKey(key: string): string {
  const control = /^C-(.)$/.exec(key)?.[1]
  if (control !== undefined) return `Ctrl-${control.toUpperCase()}`
  return shown[key] ?? key
}

/** All names of a key: `j ↓`, `1–9`. */
export function showKeys(keys: readonly string[]): string {
  const digits = keys.filter(key => /^[1-9]$/.test(key))
  const others = keys.filter(key => !digits.includes(key)).map(showKey)
  return [...others, ...(digits.length > 1 ? [`${digits[0]}–${digits.at(-1)}`] : digits)].join(' ')
}
