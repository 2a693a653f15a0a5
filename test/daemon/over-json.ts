import { expect } from 'vitest'
import type { Connection } from '../../src/protocol/connection.ts'
import { readParams } from '../../src/protocol/schemas.ts'
import type { ParamsOf, ResultOf, VerbName } from '../../src/protocol/verbs.ts'

/**
 * A connection whose every word goes through JSON and the door of the socket, as it does between two programs. What does not survive that fails
 * the test.
 */
export function overJson(connection: Connection): Connection {
  async function ask<Name extends VerbName>(name: Name, params: ParamsOf<Name>): Promise<ResultOf<Name>> {
    const question = readParams(name, through(params))
    expect(question.name).toBe(name)
    const result = await connection.ask(question.name, question.params)
    expect(through(result), `what ${name} answered`).toEqual(result)
    // It is the result of this verb, after the same way as over a socket.
    return through(result) as ResultOf<Name>
  }

  return {
    ...connection,
    ask,
    listen: listener =>
      connection.listen(notice => {
        expect(through(notice), `what was told of ${notice.kind}`).toEqual(notice)
        listener(notice)
      }),
  }
}

function through(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
