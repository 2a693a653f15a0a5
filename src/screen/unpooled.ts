/** Comes before the grapheme addon. That reads its tables from the start of the memory in which its buffer lies, and not from where
 * in it the buffer is: so the buffer must have memory of its own. Out of the pool that small ones share it would read anything. */
export const poolSize: number = Buffer.poolSize

Buffer.poolSize = 0
