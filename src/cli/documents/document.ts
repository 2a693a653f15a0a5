/** A JSON document, or a part of one. Fields without a value are left out when it is written. */
export type Document = Readonly<Record<string, unknown>>
