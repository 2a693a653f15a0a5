import { DatabaseSync, type StatementSync } from 'node:sqlite'

/** What a cell takes. Booleans are 0 and 1, times are floats (see `Row`). */
export type Value = string | number | null

/**
 * A row as it was found. A cell may be anything: files get damaged. Columns of whole numbers from outside are floats in
 * the schema, since an integer over 2^53 would fail the whole page.
 */
export type Row = Readonly<Record<string, unknown>>

export type Statement = {
  /** Answers how many rows were changed. */
  run(...values: readonly Value[]): number
  first(...values: readonly Value[]): Row | undefined
  all(...values: readonly Value[]): readonly Row[]
  /** Reads row by row, so that whoever has enough may stop. */
  each(...values: readonly Value[]): Iterable<Row>
}

export type Database = {
  /** Prepares a statement once; asked again it gives the same. */
  prepare(sql: string): Statement
  execute(sql: string): void
  /** All or nothing: when the work throws, or the end cannot be written, nothing has changed. */
  transaction<Result>(work: () => Result): Result
  /** The second call does nothing. */
  close(): void
}

/** Opens a database file, or `:memory:`. */
export function openDatabase(file: string): Database {
  const sqlite = new DatabaseSync(file)
  const statements = new Map<string, Statement>()
  let isOpen = true

  function rollBack(): void {
    try {
      sqlite.exec('rollback')
    } catch {
      // A full disk has rolled it back already.
    }
  }

  return {
    prepare(sql) {
      const statement = statements.get(sql) ?? toStatement(sqlite.prepare(sql))
      statements.set(sql, statement)
      return statement
    },
    execute: sql => sqlite.exec(sql),
    transaction(work) {
      sqlite.exec('begin immediate')
      try {
        const result = work()
        sqlite.exec('commit')
        return result
      } catch (problem) {
        rollBack()
        throw problem
      }
    },
    close() {
      if (isOpen) sqlite.close()
      isOpen = false
    },
  }
}

function toStatement(statement: StatementSync): Statement {
  return {
    run: (...values) => Number(statement.run(...values).changes),
    first: (...values) => statement.get(...values),
    all: (...values) => statement.all(...values),
    each: (...values) => statement.iterate(...values),
  }
}

/** The result code of SQLite (extended: the lower byte is the plain one), when an error is one of its own. */
export function sqliteCodeOf(problem: unknown): number | undefined {
  const isOwn = problem instanceof Error && 'errcode' in problem && typeof problem.errcode === 'number'
  return isOwn ? Number(problem.errcode) : undefined
}
