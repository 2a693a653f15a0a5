/**
 * A state machine as data: for each status, the news that it allows, where each leads, and what is to be done.
 * News without a cell changes nothing.
 */
export type Cell<Status extends string, Effect extends string> = {
  readonly to: Status
  readonly does: readonly Effect[]
}

export type Table<Status extends string, News extends string, Effect extends string> = {
  readonly [From in Status]: { readonly [Kind in News]?: Cell<Status, Effect> }
}

/** Where a machine went and what it asks for. */
export type Step<State, Effect extends string> = { readonly state: State; readonly effects: readonly Effect[] }

/** One cell of a table. */
export function to<Status extends string, Effect extends string>(
  status: Status,
  ...does: readonly Effect[]
): Cell<Status, Effect> {
  return { to: status, does }
}
