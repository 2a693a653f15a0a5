import { Misfit } from './shape.ts'

/** A kept record that cannot be read. It is left as it is and skipped. */
export type DamagedRecord = { readonly table: string; readonly key: string; readonly problem: string }

/** Reads records one by one and remembers which were skipped. */
export type Damage = {
  /** What reading gives, or undefined when the record is not what it should be. */
  read<Known>(at: Pick<DamagedRecord, 'table' | 'key'>, reading: () => Known): Known | undefined
  /** What was skipped since the store was opened, each once. */
  list(): readonly DamagedRecord[]
}

/** When a store is one ruin, the first so many say enough. */
const longestList = 1_000

/** Opens an empty list of damage. */
export function openDamage(): Damage {
  const found = new Map<string, DamagedRecord>()
  return {
    read({ table, key }, reading) {
      try {
        return reading()
      } catch (problem) {
        if (!(problem instanceof Misfit || problem instanceof SyntaxError)) throw problem
        if (found.size < longestList) found.set(`${table} ${key}`, { table, key, problem: problem.message })
        return undefined
      }
    },
    list: () => [...found.values()],
  }
}
