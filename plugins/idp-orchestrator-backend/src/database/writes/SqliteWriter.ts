import type { Knex } from 'knex';
import { SqliteConnection } from './SqliteConnection';
import type { Answer, Statement, Write, Writer } from './Write';

/** The number of writes in one commit, so that nobody else waits long for the one connection. */
const MOST_AT_ONCE = 100;

interface Waiting {
  /** Does the write; returns how to tell whoever waits for it, once it is committed. */
  perform(connection: SqliteConnection): () => void;
  reject(cause: unknown): void;
}

/**
 * Commits together what runs of this process write at the same moment: SQLite
 * has one writer, whose every commit waits for the disk, so there is one wait
 * for all of them. Each write is still whole or not there at all, and nobody is
 * told of his before it is on the disk.
 */
export class SqliteWriter implements Writer {
  readonly isSqlite = true;
  #waiting: Waiting[] = [];

  constructor(readonly knex: Knex) {}

  commit<T>(write: () => Write<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const perform = (connection: SqliteConnection) => {
        const value = answer(write(), connection);
        return () => resolve(value);
      };
      this.#waiting.push({ perform, reject });
      // When all that is ready now has been handed in.
      if (this.#waiting.length === 1) setImmediate(() => this.#commitSoon());
    });
  }

  commitOne(statement: Statement): Promise<Answer> {
    return this.commit(function* one(): Write<Answer> {
      return yield statement;
    });
  }

  #commitSoon(): void {
    SqliteConnection.use(this.knex, connection => {
      const some = this.#waiting.splice(0, MOST_AT_ONCE);
      if (this.#waiting.length > 0) setImmediate(() => this.#commitSoon());
      commitTogether(connection, some);
    }).catch(error => {
      this.#waiting.splice(0).forEach(({ reject }) => reject(error));
    });
  }
}

function commitTogether(connection: SqliteConnection, some: Waiting[]): void {
  let tell: Array<() => void>;
  try {
    tell = connection.transaction(() =>
      some.length === 1
        ? [some[0].perform(connection)]
        : some.map(one => performApart(connection, one)),
    );
  } catch (error) {
    some.forEach(({ reject }) => reject(error));
    return;
  }
  tell.forEach(one => one());
}

/** Does one of several writes. When it fails, what it did is undone, and the others go on. */
function performApart(
  connection: SqliteConnection,
  { perform, reject }: Waiting,
): () => void {
  try {
    return connection.within(() => perform(connection));
  } catch (error) {
    // The disk is full, or the like: nothing of the others is left either.
    if (!connection.isInTransaction) throw error;
    return () => reject(error);
  }
}

function answer<T>(write: Write<T>, connection: SqliteConnection): T {
  let next = write.next();
  while (!next.done) next = write.next(connection.ask(next.value));
  return next.value;
}
