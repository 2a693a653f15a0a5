/** These, and all that is reached from them by `next`, each once, in the order in which they are come to. */
export function reach<Item>(from: Iterable<Item>, next: (item: Item) => Iterable<Item>): ReadonlySet<Item> {
  const reached = new Set(from)
  // A set that grows while it is gone through is gone through to its end.
  for (const item of reached) for (const one of next(item)) reached.add(one)
  return reached
}
