/** A machine to be walked: each state and each piece of news by a title, and what the one makes of the other. */
export type Walk<State, News> = {
  readonly states: Readonly<Record<string, State>>
  readonly news: Readonly<Record<string, News>>
  /** Where it leads and what it asks for; undefined when it is not allowed. */
  readonly step: (state: State, news: News) => { title: string; does: readonly string[] } | undefined
}

/** Walks every cell and writes the matrix: news downward, states across, `·` where nothing moves. */
export function renderMatrix<State, News>({ states, news, step }: Walk<State, News>): string {
  const header = ['', ...Object.keys(states)]
  const rows = Object.entries(news).map(([title, one]) => [
    title,
    ...Object.values(states).map(state => renderCell(step(state, one))),
  ])
  return renderTable([header, ...rows])
}

function renderCell(cell: { title: string; does: readonly string[] } | undefined): string {
  if (!cell) return '·'
  return cell.does.length === 0 ? cell.title : `${cell.title} + ${cell.does.join(', ')}`
}

function renderTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? []
  const lines = rows.map(row => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
  return `${lines.map(line => line.trimEnd()).join('\n')}\n`
}
