export type Stop = () => void

/** Those who want to be told of something. */
export type Listeners<Value> = {
  readonly add: (listener: (value: Value) => void) => Stop
  readonly tell: (value: Value) => void
  readonly clear: () => void
}

/** Opens an empty list of listeners. */
export function openListeners<Value>(): Listeners<Value> {
  const listeners = new Set<(value: Value) => void>()
  return {
    add: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell: value => {
      for (const listener of listeners) listener(value)
    },
    clear: () => listeners.clear(),
  }
}
