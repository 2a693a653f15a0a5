import { type JsonSchema, toJsonSchema } from './shape.ts'
import { skepShape } from './sources/skep-shape.ts'

/** What a `skep.yaml` may hold, as a JSON schema by which editors complete and check. */
export function skepSchema(): JsonSchema {
  const { $schema, ...schema } = toJsonSchema(skepShape)
  return {
    $schema,
    title: 'skep.yaml',
    ...schema,
    // A person's own, a place for anchors.
    patternProperties: { '^x-': {} },
  }
}
