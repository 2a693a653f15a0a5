/**
 * A verb as data: its name, one line that says what it does, and whether it only reads or changes something.
 * The types of what goes in and what comes out ride along without any value.
 */
export type Verb<Name extends string, Params, Result> = {
  readonly name: Name
  readonly summary: string
  readonly effect: 'read' | 'change'
  readonly types?: { readonly params: Params; readonly result: Result }
}
