/** What came of one try: whether it is well, and what was seen, in words. */
export type Answer = { readonly isWell: boolean; readonly said: string }
