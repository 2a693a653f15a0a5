/** Controls that JSON lets stand as they are, line separators, and what reorders the text around it. */
const steering = /[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/** A value as JSON on one line that steers no terminal it is shown on. */
export function toJsonText(value: unknown): string {
  return JSON.stringify(value).replace(steering, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
