/** One of which is chosen. */
export type Menu = {
  readonly title: string
  readonly items: readonly MenuItem[]
  readonly at: number
}

export type MenuItem = { readonly name: string; readonly about: string; readonly choose: () => void }

/** The item so many further, around the end. */
export function moveMenu(menu: Menu, by: number): Menu {
  const count = menu.items.length
  return { ...menu, at: (menu.at + by + count) % count }
}
